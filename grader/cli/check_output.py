"""What `grader check` prints: text in the width of the terminal, or one JSON object."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from rich.console import Console

from grader import wire
from grader.messages import full
from grader.model import TestResult
from grader.observations import Observation, details, frames
from grader.student.items import step
from grader.student.report import CheckReport, TaskReport
from grader.student.text import WIDTH, as_text

SCHEMA_VERSION = 1


def write(report: CheckReport) -> None:
    """Print in colours on a terminal; elsewhere plain, and as wide as ever."""
    console = Console(file=sys.stdout, highlight=False)
    width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    text = as_text(report, width)
    # Lines are broken already, except for code, which had better be cut nowhere.
    console.print(text, soft_wrap=True) if console.is_terminal else click.echo(_encodable(text.plain))


def write_json(report: CheckReport) -> None:
    """Print as ASCII: no text of a student's reaches a terminal unescaped."""
    told = {
        "schema_version": SCHEMA_VERSION,
        "assignment": report.assignment.id,
        "passed": report.passed,
        "next": step(report),
        "files": [
            {"file": fault.file, "status": fault.status.value, "observed": _observed(fault.observed)}
            for fault in report.faults
        ],
        "notes": list(report.notes),
        "tasks": [_task(task) for task in report.tasks],
        "output": report.output,
    }
    click.echo(json.dumps(told))


def _task(task: TaskReport) -> dict[str, Any]:
    return {
        "task": task.task.name,
        "file": task.file,
        "cell": task.cell,
        "line": task.line,
        "state": task.state.value,
        "unwritten": list(task.unwritten),
        "tests": [_test(result) for result in task.results],
    }


def _test(result: TestResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.title,
        "status": result.status.value,
        "earned": result.earned,
        "possible": result.possible,
        "observed": _observed(result.observed),
    }


def _observed(observation: Observation | None) -> dict[str, Any] | None:
    if observation is None:
        return None
    return {
        "kind": observation.kind,
        "subject": observation.subject,
        "details": details(observation),
        "frames": [wire.as_plain(frame) for frame in frames(observation)],
        "message": " ".join(full(observation)),
    }


def _encodable(text: str) -> str:
    """Consoles of some systems lack most characters; a question mark is better than no report."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
