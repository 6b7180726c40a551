"""Hints, one more each time: how many a student has seen is remembered in the folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Task

SCHEMA_VERSION = 1
STATE = Path(".grader") / "hints.json"


@dataclass(frozen=True, slots=True)
class Hint:
    """The hint number `stage` of `stages`, counted from 1; `repeated` where it had been the last before."""

    task: str
    text: str
    stage: int
    stages: int
    repeated: bool


def next_hint(assignment: Assignment, task: Task, *, again: bool = False) -> Hint | None:
    """The first hint that was not given yet; the last once more when there is none; `again`: the first.

    None for a task without hints.
    """
    if not task.hints:
        return None
    path = assignment.handout / STATE
    given = _given(path)
    before = 0 if again else given.get(task.name, 0)
    stage = min(before + 1, len(task.hints))
    _remember(path, given | {task.name: stage})
    return Hint(task.name, task.hints[stage - 1], stage, len(task.hints), repeated=before >= len(task.hints))


def _given(path: Path) -> dict[str, int]:
    """What was given; where the file is absent or damaged, hints begin anew."""
    try:
        shown = json.loads(path.read_text("utf-8"))["shown"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not isinstance(shown, dict):
        return {}
    return {task: stage for task, stage in shown.items() if type(stage) is int and stage >= 0}


def _remember(path: Path, given: dict[str, int]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"schema_version": SCHEMA_VERSION, "shown": given}, indent=2) + "\n", "utf-8")
