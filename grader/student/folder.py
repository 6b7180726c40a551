"""The handed-out folder that a student works in, and the tasks that can be named there."""

from __future__ import annotations

from pathlib import Path

from grader.course import load_handout
from grader.errors import UsageError
from grader.messages import suggestion
from grader.model import Assignment, Task

SETTINGS = "assignment.toml"


def find_handout(start: Path) -> Assignment:
    """The assignment whose folder `start` is, or lies in."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return load_handout(folder)
    raise UsageError(
        f"no assignment here: no {SETTINGS} in or above this folder",
        where=str(start),
        advice="Go to the folder that you unpacked, the one with your files in it.",
    )


def find_task(assignment: Assignment, name: str) -> Task:
    """The task of that name."""
    for task in assignment.tasks:
        if task.name == name:
            return task
    names = [task.name for task in assignment.tasks]
    advice = suggestion(name, names, f"The tasks are: {', '.join(names)}.")
    raise UsageError(f"no task `{name}`", advice=advice)
