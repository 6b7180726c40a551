"""grader.reports.funnel: each student counts up to the stage that they came to, and no further."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.model import Assignment, Status
from grader.reports.funnel import Funnel, funnels

Make = Callable[..., Any]
P, F, E, M, B = Status.PASSED, Status.FAILED, Status.ERROR, Status.MISSING, Status.BROKEN


@pytest.fixture
def funnel(roll: Make, grade: Make, result: Make, assignment: Assignment) -> Make:
    """The funnel of one task, from each student's statuses in its tests."""

    def make(*students: tuple[Status, ...]) -> Funnel:
        class_ = [
            grade(
                *(result(status, id=f"{number}") for number, status in enumerate(statuses)), student=f"{name}"
            )
            for name, statuses in enumerate(students)
        ]
        (found,) = funnels(roll(*class_), assignment.tasks)
        return found

    return make


@pytest.mark.parametrize(
    ("statuses", "stages"),
    [
        ((P, P), (1, 1, 1, 1, 1)),
        ((P, M), (1, 1, 1, 1, 0)),
        ((F, E), (1, 1, 1, 0, 0)),
        ((E, Status.TIMEOUT), (1, 1, 0, 0, 0)),
        ((E, M), (1, 1, 0, 0, 0)),
        ((M, M), (1, 0, 0, 0, 0)),
        ((B, B), (0, 0, 0, 0, 0)),
        ((P, B), (1, 1, 1, 1, 1)),
    ],
)
def test_a_student_comes_as_far_as_their_tests_say(
    funnel: Make, statuses: tuple[Status, ...], stages: tuple[int, ...]
) -> None:
    found = funnel(statuses)
    assert found.stages == stages
    assert found.task.title == "Softmax loss with loops"


def test_the_stages_add_up_over_the_class(funnel: Make) -> None:
    assert funnel((P, P), (P, F), (F, F), (E, M), (M, M)).stages == (5, 4, 3, 2, 1)


def test_tasks_stand_in_the_assignments_order_and_unknown_ones_last(
    roll: Make, grade: Make, result: Make, assignment: Assignment
) -> None:
    made = roll(grade(result(task="unheard_of"), result(task="predict"), result()))
    assert [found.task.name for found in funnels(made, assignment.tasks)] == [
        "loss_naive",
        "predict",
        "unheard_of",
    ]
