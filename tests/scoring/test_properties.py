"""What no policy may do, whatever is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Attempts, Grade, LatePolicy, Status, Task
from grader.scoring import by_task, settle

Make = Callable[..., Any]
Tests = tuple[tuple[str, float, Status], ...]

NAMES = ("one", "two", "three")
ROUND_OFF = 1e-8
POINTS = st.sampled_from([0.1, 0.2, 0.25, 0.3, 0.7, 1.0, 1 / 3, 2.0, 5.0, 12.5])
HOURS = st.one_of(st.integers(-60, 400), st.floats(-60, 400))
SHARES = st.one_of(st.sampled_from([0.0, 0.05, 0.1, 0.25, 1 / 3, 1.0]), st.floats(0, 1))
DAYS = st.integers(0, 12)
POLICIES = st.builds(
    LatePolicy,
    grace=st.integers(0, 72).map(lambda hours: timedelta(hours=hours)),
    per_day=SHARES,
    at_most=SHARES,
    cutoff_days=st.none() | DAYS,
)
CHANGES = st.lists(st.tuples(st.sampled_from([*NAMES, "unknown"]), st.floats(-20, 20)), max_size=4)


@dataclass(frozen=True)
class Case:
    """A student's attempts, as tests and hours after the due time, and what they are settled with."""

    tasks: tuple[Task, ...]
    attempts: tuple[tuple[Tests, float | None], ...]
    policy: LatePolicy
    counts: Attempts
    changes: list[tuple[str, float]]
    extension: float | None
    late_days: int


@st.composite
def tasks(draw: st.DrawFn) -> tuple[tuple[Task, ...], tuple[tuple[str, float], ...]]:
    """Tasks, and the tests that bring their points; one task more, which the assignment does not know."""
    made, worth = [], []
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    for name in names:
        points = draw(st.lists(POINTS, min_size=1, max_size=3))
        cap = draw(st.none() | st.floats(0.1, sum(points)))
        made.append(Task(name, "a.py", name, sum(points), cap=cap, extra=draw(st.booleans())))
        worth += [(name, number) for number in points]
    worth += [("stranger", number) for number in draw(st.lists(POINTS, max_size=2))]
    return tuple(made), tuple(worth)


@st.composite
def cases(draw: st.DrawFn, attempts: int = 3) -> Case:
    made, worth = draw(tasks())
    statuses = st.sampled_from([Status.PASSED, Status.PASSED, Status.FAILED, Status.BROKEN])
    ends = st.tuples(*[st.tuples(st.just(task), st.just(points), statuses) for task, points in worth])
    return Case(
        made,
        tuple(draw(st.lists(st.tuples(ends, st.none() | HOURS), min_size=1, max_size=attempts))),
        draw(POLICIES),
        draw(st.sampled_from(Attempts)),
        draw(CHANGES),
        draw(st.none() | HOURS),
        draw(DAYS),
    )


@pytest.fixture(scope="session")
def settled(assignment: Make, graded: Make, added: Make, extended: Make) -> Callable[..., Grade]:
    """The grade of a case, with these changes to it."""

    def make(case: Case, **changes: Any) -> Grade:
        case = replace(case, **changes)
        return settle(
            [graded(*tests, hours=hours) for tests, hours in case.attempts],
            assignment(*case.tasks, late=case.policy, attempts=case.counts),
            adjustments=[added(task, points) for task, points in case.changes],
            extension=None if case.extension is None else extended(case.extension),
            late_days=case.late_days,
        )

    return make


def points(grade: Grade) -> float:
    """A withheld grade is withheld on both sides of a comparison."""
    return -1.0 if grade.final is None else grade.final


def untimed(case: Case) -> tuple[tuple[Tests, None], ...]:
    """The attempts, handed in nobody knows when."""
    return tuple((tests, None) for tests, _ in case.attempts)


@given(case=cases())
def test_no_policy_gives_more_than_the_most_or_less_than_nothing(case, settled):
    made = settled(case)
    extra = sum(score.task.most for score in by_task(made.results, case.tasks) if score.task.extra)
    assert made.final is None or 0 <= made.final <= made.possible + extra + ROUND_OFF
    assert made.lateness is None or made.lateness.penalty >= 0


@given(case=cases(attempts=1), hours=HOURS, more=st.floats(0, 300))
def test_whoever_hands_in_later_gets_no_more(case, hours, more, settled):
    [(tests, _)] = case.attempts
    sooner, later = (settled(case, attempts=((tests, at),)) for at in (hours, hours + more))
    assert points(later) <= points(sooner)


@given(case=cases(), more=DAYS)
def test_a_larger_budget_never_gives_less(case, more, settled):
    assert points(settled(case, late_days=case.late_days + more)) >= points(settled(case))


@given(case=cases(), hours=HOURS, more=st.floats(0, 200))
def test_a_later_extension_never_gives_less(case, hours, more, settled):
    none, sooner, later = (points(settled(case, extension=until)) for until in (None, hours, hours + more))
    assert none <= sooner <= later


@given(case=cases(), more=st.floats(0, 200))
def test_a_longer_grace_never_gives_less(case, more, settled):
    gracious = replace(case.policy, grace=case.policy.grace + timedelta(hours=more))
    assert points(settled(case, policy=gracious)) >= points(settled(case))


@given(case=cases())
def test_the_best_attempt_is_no_worse_than_the_last(case, settled):
    last, best = (points(settled(case, counts=counts)) for counts in (Attempts.LAST, Attempts.BEST))
    assert best >= last


@given(case=cases())
def test_a_grade_is_withheld_exactly_when_every_attempt_is(case, settled):
    made = settled(case)
    broken = [any(status is Status.BROKEN for _, _, status in tests) for tests, _ in case.attempts]
    assert (made.final is None) == all(broken) == made.broken


@given(case=cases())
def test_a_settled_grade_settles_to_itself(case, assignment, extended, settled):
    made = settled(case)
    again = settle(
        [made],
        assignment(*case.tasks, late=case.policy, attempts=case.counts),
        adjustments=made.adjustments,
        extension=None if case.extension is None else extended(case.extension),
        late_days=case.late_days,
    )
    assert (again.attempt, again.attempts) == (1, 1)
    assert again == replace(made, settlement=again.settlement, before={})


@given(case=cases())
def test_without_a_late_policy_lateness_costs_nothing(case, settled):
    made = settled(case, policy=LatePolicy())
    assert made.final == settled(case, policy=LatePolicy(), attempts=untimed(case)).final
    assert made.lateness is None or (made.lateness.free_days, made.lateness.penalty) == (0, 0)


@given(case=cases(attempts=1))
def test_a_penalty_is_what_lateness_took_and_no_more(case, settled):
    late, in_time = settled(case), settled(case, attempts=untimed(case))
    penalty = late.lateness.penalty if late.lateness else 0.0
    assert late.final is None or abs(late.final + penalty - in_time.final) < ROUND_OFF


@given(case=cases(attempts=1))
def test_each_day_that_is_taken_from_the_budget_gains_points(case, settled):
    made = settled(case)
    taken = made.lateness.free_days if made.lateness else 0
    assert taken <= case.late_days
    assert not taken or points(made) > points(settled(case, late_days=taken - 1))


@given(case=cases())
def test_where_no_rule_applies_the_final_points_are_exactly_those_earned(case, settled):
    tasks = tuple(replace(task, cap=None) for task in case.tasks)
    made = settled(case, tasks=tasks, policy=LatePolicy(), changes=[])
    assert made.final is None or made.final == made.raw
