from __future__ import annotations

import pytest

from grader.authoring.answers import SolutionPassage
from grader.authoring.named_tasks import unknown_tasks
from grader.authoring.starter import FIRST
from grader.course import load_assignment
from grader.model import Course


def found(course: Course, text: str) -> list[str]:
    problems = unknown_tasks(load_assignment(course, FIRST), [SolutionPassage("README.md", text)])
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "First this:\n`grader hint softmax` helps on.",
        "First this:\n`grader check softmax --watch` goes on.",
        "First this:\n    grader check softmax\n",
        "```\n$ grader check softmax\n```\n",
        "import grader\n!grader check softmax",
        'import grader\ngrader.check("softmax")',
        "import grader\ngrader.check('softmax', folder=here)",
    ],
)
def test_a_command_for_a_task_that_there_is_not_is_found(course: Course, text: str) -> None:
    told = "README.md:2: `softmax` is no task of this assignment: answers, mean_squared_error"
    assert found(course, text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "`grader hint mean_squared_error`, `grader check answers`",
        "`grader check`\nsoftmax, and `grader hint TASK`",
        "What softmax does, grader check softmax cannot say.",
        "A grader check\ngrader check softmax and more of it",
        "`grader hint --again softmax`, `softmax.py`",
        'grader.check()\ngrader.submit("softmax")',
        'autograder.check("answers")',
    ],
)
def test_known_tasks_and_other_words_are_left_alone(course: Course, text: str) -> None:
    assert found(course, text) == []
