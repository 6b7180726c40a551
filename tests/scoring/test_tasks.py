"""grader.scoring.by_task: what each task brings."""

from __future__ import annotations

import pytest

from grader.model import Status, Task
from grader.scoring import by_task

PASSED, FAILED = Status.PASSED, Status.FAILED
SOFTMAX = Task("softmax", "a.py", "Softmax", 10.0, cap=8.0)
SVM = Task("svm", "a.py", "SVM", 5.0)


def test_tasks_come_in_the_assignment_s_order_then_those_that_only_the_tests_know(graded):
    results = graded(("old", 2.0, PASSED), ("old", 1.0, FAILED), ("svm", 5.0, PASSED)).results
    scores = by_task(results, [SOFTMAX, SVM])
    assert [(score.task.name, score.counts, score.task.most) for score in scores] == [
        ("softmax", 0.0, 8.0),
        ("svm", 5.0, 5.0),
        ("old", 2.0, 3.0),
    ]


@pytest.mark.parametrize(
    ("earned", "adjusted", "made"),
    [
        (7.0, 0.0, (7.0, 0.0)),
        (10.0, 0.0, (8.0, 2.0)),
        (6.0, 1.5, (7.5, 0.0)),
        (6.0, 5.0, (8.0, 3.0)),
        (6.0, -2.0, (4.0, 0.0)),
        (6.0, -7.0, (0.0, -1.0)),
        (10.0, -1.0, (8.0, 1.0)),  # the cap comes last
    ],
)
def test_a_task_counts_from_zero_to_its_cap(graded, added, earned, adjusted, made):
    results = graded(("softmax", earned, PASSED)).results
    [score] = by_task(results, [SOFTMAX], [added("softmax", adjusted)])
    assert (score.earned, score.adjusted) == (earned, adjusted)
    assert (score.counts, score.excess) == made


def test_adjustments_of_a_task_add_up_and_leave_other_tasks_alone(graded, added):
    results = graded(("softmax", 4.0, PASSED), ("svm", 5.0, FAILED)).results
    adjustments = [added("softmax", 1.0), added("softmax", 0.5), added("svm", 2.0), added("nowhere", 9.0)]
    assert [score.counts for score in by_task(results, [SOFTMAX, SVM], adjustments)] == [5.5, 2.0]


def test_round_off_is_no_excess(graded):
    results = graded(("t", 0.1, PASSED), ("t", 0.2, PASSED)).results
    [score] = by_task(results, [Task("t", "a.py", "T", 0.3)])
    assert score.excess == 0
