from __future__ import annotations

import pytest

from grader.authoring.answers import SolutionPassage
from grader.authoring.regions import solution_lines
from grader.authoring.starter import FIRST
from grader.authoring.unmarked_tasks import unmarked_tasks
from grader.course import load_assignment
from grader.model import Course

MARKED = "    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n"
TOLD = "students would see all of `mean_squared_error`: put its answer between the lines"


def found(course: Course, text: str) -> list[str]:
    passage = SolutionPassage("least_squares.py", text, solution_lines(text, file="least_squares.py"))
    problems = unmarked_tasks(load_assignment(course, FIRST), {"least_squares.py": passage})
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("kind", ["def mean_squared_error():", "class mean_squared_error:"])
def test_a_task_without_a_region_is_found_beside_one_that_has_it(course: Course, kind: str) -> None:
    [problem] = found(course, f"def helper():\n{MARKED}\n\n{kind}\n    return 1\n")
    assert problem.startswith(f"least_squares.py:7: {TOLD}")


def test_a_region_in_the_task_will_do(course: Course) -> None:
    assert found(course, f"def mean_squared_error():\n{MARKED}") == []


def test_a_task_that_no_function_is_called_by_may_have_its_region_anywhere(course: Course) -> None:
    assert found(course, f"def elsewhere():\n{MARKED}") == []
    [problem] = found(course, "answer = 1\n")
    assert problem.startswith(f"least_squares.py:1: {TOLD}")
