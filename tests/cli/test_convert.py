from __future__ import annotations

import json
from pathlib import Path

import pytest

SOLUTION = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = {"grade": True, "points": 2, "grade_id": "doubles"}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    cells = [
        {"cell_type": "code", "source": SOLUTION, "metadata": {"nbgrader": {"solution": True}}},
        {"cell_type": "code", "source": "assert f(2) == 4", "metadata": {"nbgrader": TEST}},
        {"cell_type": "code", "source": "f(3)", "metadata": {}},
        {"cell_type": "code", "source": "play(f)", "metadata": {}},
    ]
    path = tmp_path / "exercise.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
    return path


def test_a_notebook_becomes_an_assignment_and_the_rest_is_told(grader, notebook, course):
    result = grader("convert", str(notebook))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "exercise.ipynb (nbgrader) is the assignment `exercise` now: 1 task, 2 points,",
        "tests: 1 public, 0 hidden, 0 to be written.",
    ]
    assert lines[2].startswith("  cell 4: `play(f)` runs code")
    assert "1 cell needs a person." in lines
    assert "Only to be looked at, and so in the notebook alone: cell 3." in lines
    assert grader("release", "exercise").exit_code == 0
    assert (course / "dist" / "exercise.zip").is_file()


def test_the_id_can_be_chosen(grader, notebook, course):
    assert grader("convert", str(notebook), "--id", "doubling").exit_code == 0
    assert (course / "solutions" / "doubling" / "exercise.py").is_file()


def test_a_file_that_is_no_notebook_is_refused(grader, tmp_path, course):
    path = tmp_path / "notes.txt"
    path.write_text("Not a notebook.")
    result = grader("convert", str(path))
    assert result.exit_code == 2
    assert "notes.txt:1: is not a notebook" in result.stderr
    assert "Open it in Jupyter" in result.stderr
    assert [folder.name for folder in (course / "assignments").iterdir()] == ["double"]


def test_a_file_that_is_not_there_is_a_mistake_in_the_command(grader):
    assert grader("convert", "nowhere.ipynb").exit_code == 2


def test_help_names_both_formats(grader):
    text = grader("convert", "--help").stdout
    assert "nbgrader" in text
    assert "otter-grader" in text
