"""grader.reports.misconceptions: a mistake counts once for each student, with all that it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.model import Diagnosis, Status
from grader.reports.misconceptions import MisconceptionRow, misconceptions

Make = Callable[..., Any]
SIGN, MEAN = Diagnosis("sign", "Sign lost", ""), Diagnosis("mean", "Not averaged", "")


def test_a_mistake_counts_students_once_and_points_in_all_tests(
    roll: Make, grade: Make, result: Make
) -> None:
    def made(test: str, diagnosis: Diagnosis | None, **changes: Any) -> Any:
        return result(Status.FAILED, id=test, diagnosis=diagnosis, **changes)

    found = misconceptions(
        roll(
            grade(made("a", SIGN, possible=2.0), made("b", SIGN, possible=3.0), student="ada"),
            grade(made("a", MEAN, possible=2.0), made("b", None, possible=3.0), student="bob"),
            grade(made("a", SIGN, possible=2.0), result(id="b", possible=3.0), student="eve"),
        )
    )
    assert found == [MisconceptionRow(SIGN, 2, 7.0), MisconceptionRow(MEAN, 1, 2.0)]


def test_of_two_as_widespread_the_dearer_comes_first(roll: Make, grade: Make, result: Make) -> None:
    cheap = result(Status.FAILED, id="a", possible=1.0, diagnosis=SIGN)
    dear = result(Status.FAILED, id="b", possible=5.0, diagnosis=MEAN)
    assert [found.diagnosis for found in misconceptions(roll(grade(cheap, dear)))] == [MEAN, SIGN]


def test_a_mistake_that_a_later_submission_does_not_make_is_forgotten(
    roll: Make, grade: Make, result: Make
) -> None:
    assert misconceptions(roll(grade(result(Status.FAILED, diagnosis=SIGN)), grade(result()))) == []
