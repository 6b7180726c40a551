"""grader.scoring.settle_course: one budget of late days for all assignments of a course."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import LatePolicy, Status, Task
from grader.scoring import Coursework, settle, settle_course
from tests.scoring.conftest import DUE

TASK = Task("t", "a.py", "T", 10.0)
TENTH = LatePolicy(per_day=0.1)
WEEK = timedelta(weeks=1)


@pytest.fixture(scope="session")
def work(assignment, graded):
    """Full marks in the assignment of that week, so many days late; its due time moves with the week."""

    def make(week: int | None, days: float, name: str = "", **decided) -> Coursework:
        due = None if week is None else DUE + week * WEEK
        grade = graded(("t", 10.0, Status.PASSED))
        received = (due or DUE) + timedelta(days=days)
        grade = replace(grade, info=replace(grade.info, received_at=received))
        one = replace(assignment(TASK, late=TENTH), id=name or f"week{week}", due=due)
        return Coursework(one, [grade], **decided)

    return make


def finals(*coursework: Coursework, late_days: int) -> dict[str, float | None]:
    return {name: grade.final for name, grade in settle_course(coursework, late_days).items()}


def test_the_assignment_that_is_due_first_draws_on_the_budget_first(work):
    late = [work(2, 2), work(1, 2), work(None, 9, "open")]
    assert finals(*late, late_days=3) == {"week1": 10.0, "week2": 9.0, "open": 10.0}
    assert finals(*late[:1], late_days=3) == {"week2": 10.0}


def test_what_is_due_together_draws_in_the_order_of_ids(work):
    assert finals(work(1, 1, "b"), work(1, 1, "a"), late_days=1) == {"a": 10.0, "b": 9.0}


def test_an_extension_leaves_its_days_to_later_assignments(work, extended):
    first = work(0, 1)
    assert finals(first, work(1, 1), late_days=1)["week1"] == 9.0
    excused = replace(first, extension=extended(24))
    assert finals(excused, work(1, 1), late_days=1)["week1"] == 10.0


def test_of_no_work_there_is_no_grade():
    assert settle_course([], 3) == {}


DAYS = st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 12)), max_size=6, unique_by=lambda one: one[0])


@given(DAYS, st.integers(0, 8), st.randoms(use_true_random=False))
def test_no_more_days_are_spent_than_the_budget_has_in_whatever_order_the_work_comes(
    work, late, budget, random
):
    coursework = [work(*one) for one in late]
    settled = settle_course(coursework, budget)
    spent = sum(grade.lateness.free_days for grade in settled.values() if grade.lateness)
    assert spent <= budget
    random.shuffle(coursework)
    assert settle_course(coursework, budget) == settled


@given(DAYS, st.integers(0, 8))
def test_the_first_assignment_is_settled_as_if_it_were_the_only_one(work, late, budget):
    settled = settle_course([work(*one) for one in late], budget)
    if settled:
        first = work(*min(late))
        assert settled[first.assignment.id] == settle(first.attempts, first.assignment, late_days=budget)
