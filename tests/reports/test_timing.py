"""grader.reports.timing: times unlike the others', and only those."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.model import Grade, Status
from grader.reports.timing import modified_z, outliers

Make = Callable[..., Any]


@pytest.fixture
def timed(roll: Make, grade: Make, result: Make) -> Make:
    """The outliers of a class, by student and test, that took these seconds for test `a`."""

    def make(*seconds: float, **special: float) -> list[tuple[str, int]]:
        def one(student: str, took: float, status: Status = Status.PASSED) -> Grade:
            made: Grade = grade(result(id="first"), result(status, id="a", seconds=took), student=student)
            return made

        everybody = [one(f"s{number}", took) for number, took in enumerate(seconds)]
        named = [one(name, took) for name, took in special.items()]
        failed = one("failed", 1000.0, Status.FAILED)
        return [(found.row.student, found.number) for found in outliers(roll(*everybody, *named, failed))]

    return make


ORDINARY = [1.0, 1.1, 0.9, 1.2, 0.95, 1.05, 1.15, 0.85]


def test_the_modified_z_is_that_of_iglewicz_and_hoaglin() -> None:
    seconds = [0.5, 0.7, 0.2, 9.0, 1.1]
    logs = np.log(seconds)
    expected = 0.6745 * (logs - np.median(logs)) / np.median(abs(logs - np.median(logs)))
    assert modified_z(seconds) == pytest.approx(list(expected))
    assert modified_z(seconds)[3] == pytest.approx(max(expected))


def test_equal_times_and_no_times_are_not_unusual() -> None:
    assert modified_z([2.0, 2.0, 2.0, 9.0]) == [0, 0, 0, 0]
    assert modified_z([]) == []


def test_far_longer_and_far_shorter_times_stand_out_the_furthest_first(timed: Make) -> None:
    assert timed(*ORDINARY, slow=20.0, quick=0.2) == [("slow", 2), ("quick", 2)]


def test_ordinary_times_and_those_of_failed_tests_do_not(timed: Make) -> None:
    assert timed(*ORDINARY) == []


def test_what_nobody_could_feel_is_not_told(timed: Make) -> None:
    tiny = [took / 1000 for took in ORDINARY]
    assert timed(*tiny, slow=0.05) == []
    assert timed(*tiny, slow=0.2) == [("slow", 2)]


def test_the_limit_is_three_and_a_half(timed: Make) -> None:
    logs = np.log(ORDINARY)
    spread = np.median(abs(logs - np.median(logs)))

    def at(z: float) -> float:
        return math.exp(np.median(logs) + z * spread / 0.6745)

    # Two more on either side leave the median and the spread as they are.
    assert timed(*ORDINARY, more=at(3.3), less=at(-3.3)) == []
    assert {name for name, _ in timed(*ORDINARY, more=at(5), less=at(-5))} == {"more", "less"}
