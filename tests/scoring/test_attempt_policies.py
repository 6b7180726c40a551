"""grader.scoring.POLICIES: which attempts count, and why the others do not."""

from __future__ import annotations

import pytest

from grader.model import (
    Attempts,
    Dropped,
    Grade,
    Lateness,
    LatePolicy,
    SettledAttempt,
    Settlement,
    Status,
    Task,
)
from grader.scoring import POLICIES, settle

PASSED, FAILED, BROKEN = Status.PASSED, Status.FAILED, Status.BROKEN
SVM = Task("svm", "a.py", "SVM", 5.0)


@pytest.fixture
def settled(assignment, graded):
    """The settlement of attempts at one task of 5 points; None for a broken test, a text for no file."""

    def settle_them(*attempts: float | str | None, counts: Attempts = Attempts.LAST) -> Settlement:
        made = [graded(*outcomes(points), unreadable=isinstance(points, str)) for points in attempts]
        return settlement(settle(made, assignment(SVM, attempts=counts)))

    return settle_them


def outcomes(points: float | str | None) -> list[tuple[str, float, Status]]:
    if points is None:
        return [("svm", 5.0, BROKEN)]
    earned = 5.0 if isinstance(points, str) else points
    return [("svm", earned, PASSED), ("svm", 5.0 - earned, FAILED)]


def settlement(grade: Grade) -> Settlement:
    assert grade.settlement is not None
    return grade.settlement


def test_each_kind_of_attempts_has_a_policy():
    assert POLICIES.keys() == set(Attempts)


@pytest.mark.parametrize(
    ("counts", "attempts", "dropped"),
    [
        (Attempts.LAST, (3.0,), [None]),
        (Attempts.LAST, (5.0, 3.0, 4.0), [Dropped.EARLIER, Dropped.EARLIER, None]),
        (Attempts.BEST, (3.0, 5.0, 4.0), [Dropped.LOWER, None, Dropped.LOWER]),
        (Attempts.BEST, (3.0, 3.0), [Dropped.LOWER, None]),
        (Attempts.LAST, (3.0, None), [None, Dropped.WITHHELD]),
        (Attempts.BEST, (None, 0.0, "garbage"), [Dropped.WITHHELD, None, Dropped.UNREADABLE]),
        (Attempts.LAST, (None, None, "garbage"), [Dropped.EARLIER, None, Dropped.UNREADABLE]),
        (Attempts.BEST, ("garbage", "garbage"), [Dropped.EARLIER, None]),
    ],
)
def test_a_settlement_tells_why_an_attempt_does_not_count(settled, counts, attempts, dropped):
    assert [one.dropped for one in settled(*attempts, counts=counts).attempts] == dropped


def test_a_settlement_holds_each_attempt_with_its_own_points_and_lateness(assignment, graded):
    made = [graded(*outcomes(4.0), hours=-9), graded(*outcomes(5.0), hours=30)]
    grade = settle(made, assignment(SVM, late=LatePolicy(per_day=0.2), attempts=Attempts.BEST))
    first, second = settlement(grade).attempts
    assert (first.points, first.lateness, first.info) == (4.0, None, made[0].info)
    assert (second.points, second.lateness) == (3.0, Lateness(2, 0, 2.0))
    assert (settlement(grade).total, grade.final, grade.attempt) == (4.0, 4.0, 1)


def drop_lowest(attempts, n=1):
    """The mean of all but the `n` lowest, at least of one."""
    lowest = sorted(attempts, key=lambda one: one.points)[: min(n, len(attempts) - 1)]
    counted = [one.points for one in attempts if one not in lowest]
    explained = [
        SettledAttempt(one.number, one.info, one.points, dropped=Dropped.LOWER if one in lowest else None)
        for one in attempts
    ]
    return Settlement(sum(counted) / len(counted), tuple(explained))


@pytest.mark.parametrize(
    ("attempts", "total", "counted"),
    [((3.0,), 3.0, (1,)), ((5.0, 1.0, 4.0), 4.5, (1, 3)), ((1.0, None, 3.0, 5.0), 4.0, (3, 4))],
)
def test_a_new_policy_is_one_function_and_its_line(settled, monkeypatch, attempts, total, counted):
    monkeypatch.setitem(POLICIES, Attempts.BEST, drop_lowest)
    made = settled(*attempts, counts=Attempts.BEST)
    assert (made.total, made.counted, made.attempt) == (total, counted, counted[-1])


def test_where_several_attempts_count_the_page_shows_the_last_of_them(assignment, graded, monkeypatch):
    monkeypatch.setitem(POLICIES, Attempts.BEST, drop_lowest)
    first, lowest, second = (graded(*outcomes(points)) for points in (5.0, 1.0, 4.0))
    grade = settle([first, second, lowest], assignment(SVM, attempts=Attempts.BEST))
    assert (grade.final, grade.attempt, grade.attempts, grade.results) == (4.5, 2, 3, second.results)
