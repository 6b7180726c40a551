"""grader.scoring: how late a submission is, and what that costs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grader.model import Lateness, LatePolicy, Status, Task
from grader.scoring import settle

TASK = Task("t", "a.py", "T", 20.0)
TENTH = LatePolicy(per_day=0.1, at_most=0.5)
SECOND = 1 / 3600


@pytest.fixture
def late(assignment, graded):
    """What is made of the lateness of a submission with `points` of 20."""

    def settled(hours, policy=TENTH, points=20.0, due=True, **given):
        tests = [("t", points, Status.PASSED), ("t", 20.0 - points, Status.FAILED)]
        course = assignment(TASK, late=policy, **({} if due else {"due": None}))
        return settle([graded(*tests, hours=hours)], course, **given)

    return settled


@pytest.mark.parametrize(
    ("hours", "days"),
    [(-1, 0), (0, 0), (SECOND, 1), (24, 1), (24 + SECOND, 2), (48, 2), (240, 10)],
)
def test_a_day_that_has_begun_counts_whole(late, hours, days):
    made = late(hours).lateness
    assert (made.days if made else 0) == days


@pytest.mark.parametrize(("hours", "days"), [(30, 0), (30 + SECOND, 2), (49, 3)])
def test_within_the_grace_nothing_is_late_and_beyond_it_days_count_from_the_due_time(late, hours, days):
    made = late(hours, LatePolicy(grace=timedelta(hours=30), per_day=0.1)).lateness
    assert (made.days if made else 0) == days


def test_a_submission_that_nobody_knows_the_time_of_is_never_late(late):
    assert (late(None).lateness, late(None).final) == (None, 20.0)


def test_an_assignment_without_a_due_time_has_nothing_late(late, extended):
    assert late(240, due=False).lateness is None
    assert late(240, due=False, extension=extended(1)).lateness is None


@pytest.mark.parametrize(("hours", "penalty"), [(1, 2.0), (25, 4.0), (97, 10.0), (121, 10.0), (2400, 10.0)])
def test_each_day_costs_its_share_of_the_points_possible_up_to_the_most(late, hours, penalty):
    made = late(hours, points=16.0)
    assert (made.lateness.penalty, made.final) == (penalty, 16.0 - penalty)


def test_a_penalty_takes_no_more_than_there_is(late):
    made = late(97, points=7.0)
    assert (made.lateness.penalty, made.final) == (7.0, 0.0)


@pytest.mark.parametrize(
    ("left", "taken", "penalty"), [(-1, 0, 6.0), (0, 0, 6.0), (1, 1, 4.0), (2, 2, 2.0), (5, 3, 0.0)]
)
def test_days_from_the_budget_go_first(late, left, taken, penalty):
    assert late(72, late_days=left).lateness == Lateness(3, taken, penalty)


def test_days_that_gain_nothing_stay_in_the_budget(late):
    assert late(24 * 9, late_days=3).lateness == Lateness(9, 0, 10.0)  # six days cost as much as nine
    assert late(24 * 9, late_days=6).lateness == Lateness(9, 6, 6.0)
    assert late(24, points=0.0, late_days=3).lateness == Lateness(1, 0, 0.0)
    assert late(24 * 4, points=3.0, late_days=2).lateness == Lateness(4, 0, 3.0)  # nothing left either way
    assert late(24 * 4, points=3.0, late_days=3).lateness == Lateness(4, 3, 2.0)
    assert late(24, LatePolicy(), late_days=3).lateness == Lateness(1)


@pytest.mark.parametrize(("hours", "cut_off"), [(72, False), (72 + SECOND, True)])
def test_after_the_cutoff_a_submission_counts_nothing_whatever_the_budget(late, hours, cut_off):
    made = late(hours, LatePolicy(per_day=0.1, cutoff_days=3), late_days=9)
    assert made.lateness.cut_off is cut_off
    assert made.lateness == (Lateness(4, 0, 20.0, cut_off=True) if cut_off else Lateness(3, 3, 0.0))
    assert made.final == (0.0 if cut_off else 20.0)


def test_a_cutoff_of_no_days_takes_nothing_late_but_what_is_within_the_grace(late):
    policy = LatePolicy(grace=timedelta(minutes=15), cutoff_days=0)
    assert late(0.25, policy).final == 20.0
    assert late(0.25 + SECOND, policy).final == 0.0


def test_an_extension_moves_the_due_time_with_its_grace_and_its_cutoff(late, extended):
    policy = LatePolicy(grace=timedelta(hours=1), per_day=0.1, cutoff_days=1)
    assert late(49, policy, extension=extended(48)).lateness is None
    assert late(72, policy, extension=extended(48)).lateness == Lateness(1, 0, 2.0)
    assert late(72 + SECOND, policy, extension=extended(48)).lateness.cut_off


def test_an_extension_that_ends_before_the_due_time_takes_nothing_away(late, extended):
    assert late(-1, extension=extended(-48)).lateness is None
