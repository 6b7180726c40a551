from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from grader.course import find_course
from grader.model import Course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course without an assignment."""
    root = tmp_path / "course"
    root.mkdir()
    (root / "pyproject.toml").write_text('[tool.grader]\nname = "A course"\n')
    return find_course(root)


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook of cells as `code` and its like make them."""

    def notebook(*cells: dict[str, Any], name: str = "exercise.ipynb") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
        return path

    return notebook


@pytest.fixture
def cell() -> Callable[..., dict[str, Any]]:
    def cell(source: str, kind: str = "code", printed: Iterable[str] = (), **nbgrader: Any) -> dict[str, Any]:
        outputs = [{"output_type": "execute_result", "data": {"text/plain": text}} for text in printed]
        metadata = {"nbgrader": {"schema_version": 3, **nbgrader}} if nbgrader else {}
        return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": outputs}

    return cell


@pytest.fixture
def question(cell) -> Callable[..., list[dict[str, Any]]]:
    """A question of otter-grader's: a solution, and tests."""

    def question(config: str, solution: str, *tests: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            cell(f"# BEGIN QUESTION\n{config}", "raw"),
            cell("# BEGIN SOLUTION", "raw"),
            cell(solution),
            cell("# END SOLUTION", "raw"),
            cell("# BEGIN TESTS", "raw"),
            *tests,
            cell("# END TESTS", "raw"),
            cell("# END QUESTION", "raw"),
        ]

    return question
