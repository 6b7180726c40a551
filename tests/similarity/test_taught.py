from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from grader.similarity.answers import read_functions
from grader.similarity.taught import taught


@pytest.fixture
def given(ways: Sequence[str]) -> str:
    return dedent(ways[0])


def left(classroom: Any, given: str) -> tuple[object, ...]:
    functions, _ = read_functions({"sums.py": given}, taught(classroom.course, classroom.assignment))
    return functions


def test_what_no_handout_holds_is_compared(classroom: Any, given: str) -> None:
    assert len(left(classroom, given)) == 1


@pytest.mark.parametrize("path", ["assignments/tiny/sums.py", "solutions/shared/helpers.py"])
def test_code_that_students_receive_is_not_compared(classroom: Any, given: str, path: str) -> None:
    file = classroom.course.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(given)
    assert left(classroom, given) == ()


def test_code_in_a_readme_is_not_compared(classroom: Any, given: str) -> None:
    readme = classroom.assignment.handout / "README.md"
    readme.write_text(f"# Sums\n\n```\nnot code\n```\n\n```python\n{given}```\n")
    assert left(classroom, given) == ()


def test_code_in_a_handed_out_notebook_is_not_compared(classroom: Any, given: str) -> None:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "metadata": {},
        "source": given,
        "outputs": [],
        "execution_count": None,
    }
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (classroom.assignment.handout / "lecture.ipynb").write_text(json.dumps(content))
    assert left(classroom, given) == ()


def test_what_cannot_be_read_is_passed_over(classroom: Any, given: str) -> None:
    handout: Path = classroom.assignment.handout
    (handout / "README.md").write_text("```python\nW = ...(\n```\n")
    (handout / "broken.ipynb").write_text("{")
    assert len(left(classroom, given)) == 1


def test_the_guards_of_a_notebooks_module_are_nobodys(classroom: Any, ways: Sequence[str]) -> None:
    classroom.hand_in_notebook("ada", ways[0])
    classroom.hand_in_notebook("bob", ways[1])
    comparison = classroom.compare()
    assert comparison.compared == 2
    assert comparison.pairs == ()
