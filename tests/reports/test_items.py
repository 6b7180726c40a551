"""grader.reports.items: a class's numbers against an independent computation, whoever took what."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.model import Diagnosis, Grade, Status
from grader.reports.items import Analysis, analyse

Make = Callable[..., Any]


def matrix(grades: list[Grade]) -> np.ndarray:
    return np.array([[result.earned for result in grade.results] for grade in grades])


def test_the_numbers_of_a_class_are_those_that_numpy_finds(classroom: ModuleType, roll: Make) -> None:
    grades = list(classroom.classroom(seed=5, students=120))
    points = matrix(grades)
    found = analyse(roll(*grades))
    most = np.array([result.possible for result in grades[0].results])
    assert [item.difficulty for item in found.items] == pytest.approx(list(points.mean(0) / most))
    for j, item in enumerate(found.items):
        others = np.delete(points, j, axis=1)
        spread = points[:, j].std()
        expected = np.corrcoef(points[:, j], others.sum(1))[0, 1] if spread else None
        assert item.relation is not None
        assert item.relation.r_rest == (pytest.approx(expected) if spread else None)
        assert item.relation.alpha_without == pytest.approx(alpha(others))
        seconds = [
            grade.results[j].seconds for grade in grades if grade.results[j].status is not Status.MISSING
        ]
        assert item.seconds == pytest.approx(np.median(seconds))
        assert item.timeouts == np.mean([grade.results[j].status is Status.TIMEOUT for grade in grades])
    assert found.alpha == pytest.approx(alpha(points))
    assert found.error == pytest.approx(points.sum(1).std(ddof=1) * np.sqrt(1 - alpha(points)))
    assert (found.students, found.tests, found.interval) == (120, 26, None)


def alpha(points: np.ndarray) -> float:
    covariance = np.cov(points.T)
    return len(covariance) / (len(covariance) - 1) * (1 - np.trace(covariance) / covariance.sum())


@pytest.fixture
def small(classroom: ModuleType, roll: Make) -> Analysis:
    return analyse(roll(*classroom.classroom(seed=5, students=30, tests=9)))


def test_a_small_class_has_intervals_around_its_numbers_and_no_flags(small: Analysis) -> None:
    assert small.is_small
    assert small.suspects == []
    assert small.interval is not None
    assert small.alpha is not None
    assert small.interval.low < small.alpha < small.interval.high
    told = [item.relation for item in small.items if item.relation and item.relation.interval]
    assert len(told) >= 6
    for relation in told:
        assert relation.interval
        assert relation.r_rest is not None
        assert relation.interval.low <= relation.r_rest <= relation.interval.high


def test_students_of_an_older_suite_count_in_the_tests_that_both_have(
    roll: Make, grade: Make, result: Make
) -> None:
    def one(student: str, **passes: bool) -> Grade:
        made: Grade = grade(
            *(result(Status.PASSED if passed else Status.FAILED, id=test) for test, passed in passes.items()),
            student=student,
        )
        return made

    new = [one(f"n{i}", a=i > 1, b=i > 2, c=i > 3) for i in range(6)]
    found = analyse(roll(*new, one("o1", a=True, b=False, old=True), one("o2", a=False, b=False, old=False)))
    items = {item.test.id: item for item in found.items}
    assert (found.students, found.tests) == (6, 3)
    assert items["a"].taken == 8
    assert items["a"].difficulty == pytest.approx(5 / 8)
    assert items["c"].taken == 6
    assert items["old"].relation is None
    assert items["c"].relation is not None
    expected = np.corrcoef([i > 3 for i in range(6)], [(i > 1) + (i > 2) for i in range(6)])[0, 1]
    assert items["c"].relation.r_rest == pytest.approx(expected)


def test_a_broken_test_is_no_zero(roll: Make, grade: Make, result: Make) -> None:
    made = roll(
        grade(result(id="a"), result(id="b"), student="x"),
        grade(result(id="a"), result(Status.BROKEN, id="b"), student="y"),
    )
    assert [item.difficulty for item in analyse(made).items] == [1.0, 1.0]


def test_the_most_frequent_mistake_of_a_test_is_named(roll: Make, grade: Make, result: Make) -> None:
    sign, mean = Diagnosis("sign", "Sign lost", ""), Diagnosis("mean", "Not averaged", "")
    made = roll(
        *(
            grade(result(Status.FAILED, id="a", diagnosis=diagnosis), result(id="b"), student=str(number))
            for number, diagnosis in enumerate((mean, sign, sign, None))
        )
    )
    assert [item.misconception for item in analyse(made).items] == [sign, None]


def test_below_ten_students_nothing_is_said_of_all_tests_together(
    roll: Make, grade: Make, result: Make
) -> None:
    passed = [result(id="a"), result(id="b")]
    failed = [result(Status.FAILED, id="a"), result(Status.FAILED, id="b")]
    for students, is_told in ((9, False), (10, True)):
        made = (grade(*(passed if i % 2 else failed), student=str(i)) for i in range(students))
        found = analyse(roll(*made))
        assert (found.alpha is not None, found.error is not None, found.interval is not None) == (
            is_told,
        ) * 3


@pytest.mark.parametrize("students", [0, 1])
def test_a_class_that_is_hardly_there_has_no_reliability(
    roll: Make, grade: Make, result: Make, students: int
) -> None:
    found = analyse(roll(*(grade(result(id="a"), result(id="b")) for _ in range(students))))
    assert (found.alpha, found.error, found.interval, found.suspects) == (None, None, None, [])
    assert [item.difficulty for item in found.items] == [1.0, 1.0] * students


def test_nothing_that_was_handed_in_unreadable_upsets_the_numbers(
    roll: Make, grade: Make, result: Make
) -> None:
    whole = [grade(result(id="a"), result(Status.FAILED, id="b"), student=str(i)) for i in range(3)]
    empty = [grade(student=f"empty {i}") for i in range(9)]
    assert analyse(roll(*empty, *whole)).items == analyse(roll(*whole)).items


def test_a_class_of_all_stubs_is_not_suspected_of_anything(roll: Make, grade: Make, result: Make) -> None:
    stubs = (
        grade(result(Status.MISSING, id="a"), result(Status.MISSING, id="b"), student=str(i))
        for i in range(80)
    )
    assert analyse(roll(*stubs)).suspects == []
