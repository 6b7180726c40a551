"""Tasks whose reference would go out as it is, because no line of it stands between the marks."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from grader.authoring.answers import SolutionPassage
from grader.authoring.regions import BEGIN, END
from grader.errors import Problem
from grader.model import Assignment


def unmarked_tasks(assignment: Assignment, references: Mapping[str, SolutionPassage]) -> Iterator[Problem]:
    """Each of them by file and line; a task that is neither function nor class is its whole file."""
    for task in assignment.tasks:
        if passage := references.get(task.file):
            lines = _lines(passage.text, task.name)
            if passage.solution.isdisjoint(lines):
                yield Problem(passage.name, lines.start, _UNMARKED.format(task.name))


def _lines(text: str, name: str) -> range:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return range(1, text.count("\n") + 2)


_UNMARKED = f"students would see all of `{{}}`: put its answer between the lines `{BEGIN}` and `{END}`"
