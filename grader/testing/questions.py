"""Tests of the answers to a quiz, made from a table of questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from grader.testing.checks import assert_answer


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer is a letter or a number.

    Args:
        subject: what it asks about, as the end of the title that students read: "the IoU of two squares".
        tolerance: the largest absolute error of an answer that is a number.

    """

    subject: str
    tolerance: float = 1e-9


def question_tests(
    questions: Mapping[str, Question], *, module: str, task: str, points: float = 1
) -> dict[str, Callable[..., None]]:
    """Make one test for each question; `globals().update(question_tests(...))` adds them to a test file.

    The test of the question `x` is `test_x`, its title is "Question 1: ...", and it compares the variable `x`
    of the submission with that of the reference. Where one row of a table has changed, a regrade runs all
    its tests again.

    Args:
        questions: the names of the variables with their questions, numbered in this order.
        module: the module that holds the variables, without `.py`.
        task: the task in `assignment.toml` that all of them belong to.
        points: what each of them is worth.

    Returns:
        The tests by name.

    """
    return {
        f"test_{name}": pytest.mark.points(points, task=task)(_test(number, name, question, module))
        for number, (name, question) in enumerate(questions.items(), start=1)
    }


def _test(number: int, name: str, question: Question, module: str) -> Callable[..., None]:
    def test(student: Any, reference: Any) -> None:
        expected = getattr(getattr(reference, module), name)
        actual = getattr(getattr(student, module), name)
        assert_answer(actual, expected, what=name, tolerance=question.tolerance)

    test.__name__ = test.__qualname__ = f"test_{name}"
    test.__doc__ = f"Question {number}: {question.subject}."
    return test
