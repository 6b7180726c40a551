"""Commands in what students read that name a task which the assignment does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.authoring.answers import SolutionPassage
from grader.errors import Problem
from grader.model import Assignment

# As code in a sentence, as a line of its own, and in Python. What other words mean, nobody can be sure of.
COMMAND = re.compile(
    r"`grader (?:check|hint) (?P<span>[A-Za-z_][\w.]*)[` ]"
    r"|^ *(?:[$!] ?)?grader (?:check|hint) (?P<line>[A-Za-z_][\w.]*) *$"
    r"|\bgrader\.check\([\"'](?P<call>[^\"'\n]+)[\"']",
    re.MULTILINE,
)


def unknown_tasks(assignment: Assignment, passages: Iterable[SolutionPassage]) -> list[Problem]:
    """Each of them by file and line; a word in capitals, as in `grader hint TASK`, stands for any task."""
    known = {task.name for task in assignment.tasks}
    return [
        Problem(passage.name, line, f"`{name}` is no task of this assignment: {', '.join(sorted(known))}")
        for passage in passages
        for line, name in _named(passage.text)
        if name not in known and not name.isupper()
    ]


def _named(text: str) -> Iterator[tuple[int, str]]:
    for found in COMMAND.finditer(text):
        name = found["span"] or found["line"] or found["call"]
        yield text.count("\n", 0, found.end()) + 1, name
