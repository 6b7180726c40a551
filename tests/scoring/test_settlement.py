"""grader.scoring.settle: which attempt counts, and how much of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.model import Attempts, Lateness, LatePolicy, Status, Task
from grader.scoring import settle

PASSED, FAILED, BROKEN = Status.PASSED, Status.FAILED, Status.BROKEN
SOFTMAX = Task("softmax", "a.py", "Softmax", 10.0, cap=8.0)
SVM = Task("svm", "a.py", "SVM", 5.0)
BONUS = Task("bonus", "a.py", "Bonus", 4.0, extra=True)


@pytest.fixture
def course(assignment):
    return assignment(SOFTMAX, SVM, BONUS, late=LatePolicy(per_day=0.1))


@pytest.fixture
def svm(assignment, graded):
    """Attempts at one task of 5 points, each `(points, hours late)`; points None for a broken test."""

    def settled(*attempts, counts=Attempts.LAST, **given):
        made = [
            graded(("svm", 5.0, BROKEN), hours=hours)
            if points is None
            else graded(("svm", points, PASSED), ("svm", 5.0 - points, FAILED), hours=hours)
            for points, hours in attempts
        ]
        return settle(made, assignment(SVM, late=LatePolicy(per_day=0.2), attempts=counts), **given)

    return settled


def test_extra_credit_is_on_top_of_the_points_possible_and_a_cap_below_the_tests(course, graded):
    made = settle([graded(("softmax", 10.0, PASSED), ("svm", 5.0, PASSED), ("bonus", 4.0, PASSED))], course)
    assert (made.raw, made.possible, made.final) == (19.0, 13.0, 17.0)


def test_a_task_that_the_assignment_does_not_know_counts_plain(course, graded):
    made = settle([graded(("svm", 5.0, PASSED), ("old", 2.0, PASSED), ("old", 1.0, FAILED))], course)
    assert (made.possible, made.final) == (16.0, 7.0)


def test_lateness_comes_after_adjustments_and_caps(course, graded, added):
    grade = graded(("softmax", 10.0, PASSED), ("svm", 5.0, FAILED), hours=1)
    made = settle([grade], course, adjustments=[added("softmax", 1.0), added("svm", 2.5)])
    assert made.lateness == Lateness(1, 0, 1.3)
    assert made.final == 9.2  # 8 + 2.5, less a tenth of 13


def test_adjustments_are_all_kept_with_the_grade(course, graded, added):
    adjustments = [added("svm", 1.0), added("svm", 0.0), added("nowhere", 3.0)]
    made = settle([graded(("svm", 5.0, FAILED))], course, adjustments=adjustments)
    assert (made.adjustments, made.final) == (tuple(adjustments), 1.0)


def test_what_was_graded_stays_as_it_is(course, graded, added):
    grade = graded(("svm", 5.0, PASSED), hours=30)
    made = settle([grade], course, adjustments=[added("svm", -1.0)])
    for name in ("info", "key", "results", "raw", "graded_at", "needs_review"):
        assert getattr(made, name) == getattr(grade, name)


def test_the_last_attempt_counts_even_where_an_earlier_one_was_better(svm):
    assert svm((5.0, -9), (3.0, -1)).final == 3.0


def test_the_best_attempt_counts_after_its_own_lateness(svm):
    assert svm((3.0, -9), (5.0, -1), (4.0, -1), counts=Attempts.BEST).final == 5.0
    made = svm((4.5, -9), (5.0, 1), counts=Attempts.BEST)
    assert (made.final, made.lateness) == (4.5, None)


def test_of_attempts_that_are_as_good_the_one_that_spares_the_budget_counts_then_the_later(svm):
    made = svm((4.0, -9), (4.0, -5), (4.0, 1), counts=Attempts.BEST, late_days=1)
    assert made.lateness is None
    assert made.info == svm((4.0, -5)).info


def test_adjustments_apply_to_whichever_attempt_counts(svm, added):
    assert svm((2.0, -9), (1.0, -1), adjustments=[added("svm", 1.0)]).final == 2.0
    assert svm((2.0, -9), (1.0, -1), adjustments=[added("svm", 1.0)], counts=Attempts.BEST).final == 3.0


@pytest.mark.parametrize("counts", Attempts)
def test_a_broken_attempt_never_stands_before_a_sound_one(svm, counts):
    made = svm((None, -9), (1.0, -5), (None, -1), counts=counts)
    assert made.final == 1.0
    assert svm((0.0, -5), (None, -1), counts=counts).final == 0.0


@pytest.mark.parametrize("counts", Attempts)
def test_where_every_attempt_is_broken_the_last_one_is_withheld(svm, added, counts):
    made = svm((None, -9), (None, 30), counts=counts, adjustments=[added("svm", 2.0)], late_days=2)
    assert made.final is None
    assert made.adjustments
    assert made.lateness == Lateness(2)  # what it will cost is not known, so no day is taken


@pytest.mark.parametrize("counts", Attempts)
def test_an_attempt_that_nobody_could_read_never_stands_before_another(course, graded, counts):
    course = replace(course, attempts=counts)
    sound, withheld = graded(("svm", 5.0, PASSED)), graded(("svm", 5.0, BROKEN))
    unread = graded(("svm", 5.0, FAILED), hours=30, unreadable=True)
    made = settle([sound, unread], course)
    assert (made.final, made.attempt, made.attempts) == (5.0, 1, 2)
    assert made.unread == unread.info
    assert made.needs_review
    assert settle([withheld, unread], course).final is None


@pytest.mark.parametrize("counts", Attempts)
def test_an_attempt_that_nobody_could_read_counts_where_there_is_no_other(course, graded, counts):
    course = replace(course, attempts=counts)
    unread = graded(("svm", 5.0, FAILED), unreadable=True)
    made = settle([unread, unread], course)
    assert (made.final, made.attempt, made.unread) == (0.0, 2, None)


def test_what_was_unreadable_is_not_told_once_something_better_is_handed_in(course, graded):
    unread, sound = graded(("svm", 5.0, FAILED), unreadable=True), graded(("svm", 5.0, PASSED))
    made = settle([unread, sound], course)
    assert (made.attempt, made.unread, made.needs_review) == (2, None, False)


def test_an_extension_is_told_where_it_is_later_than_the_due_time(course, graded, extended):
    grade = graded(("svm", 5.0, PASSED))
    assert settle([grade], course).extended_until is None
    assert settle([grade], course, extension=extended(-1)).extended_until is None
    assert settle([grade], course, extension=extended(5)).extended_until == extended(5).until


def test_an_attempt_knows_its_place_and_what_became_of_the_tests_before_it(course, graded):
    first, second = graded(("svm", 5.0, FAILED)), graded(("svm", 5.0, PASSED))
    made = settle([first, second], course)
    assert (made.attempt, made.attempts, made.before) == (2, 2, {"test_0": FAILED})
    best = settle([second, first], replace(course, attempts=Attempts.BEST))
    assert (best.attempt, best.attempts, best.before) == (1, 2, {})
