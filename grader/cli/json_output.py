"""`--json`: one object on stdout, written student by student."""

from __future__ import annotations

import json
from typing import Any

import click

from grader import wire
from grader.model import Grade, Observation, TestResult
from grader.wording import full
from grader.workflow import Outcome

SCHEMA_VERSION = 1


def write(outcome: Outcome) -> None:
    """Print the outcome as ASCII: no text of a student's reaches a terminal unescaped."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "assignment": outcome.assignment.id,
        "isolation": outcome.isolation.mode,
        "isolation_rings": list(outcome.isolation.rings),
    }
    click.echo(json.dumps(head)[:-1] + ', "submissions": [', nl=False)
    separator = "\n"
    for grade in outcome.grades():
        click.echo(separator + json.dumps(_submission(grade)), nl=False)
        separator = ",\n"
    click.echo("\n]}")


def _submission(grade: Grade) -> dict[str, Any]:
    return {
        "student": grade.receipt.student,
        "score": grade.final,
        "possible": grade.possible,
        "needs_review": grade.needs_review,
        "unreadable": grade.receipt.unreadable,
        "oddities": list(grade.receipt.oddities),
        "tests": [_test(result) for result in grade.results],
        "output": grade.output,
    }


def _test(result: TestResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.title,
        "task": result.task,
        "status": result.status.value,
        "earned": result.earned,
        "possible": result.possible,
        "seconds": result.seconds,
        "observed": _observed(result.observed) if result.observed else None,
        "diagnosis": wire.as_plain(result.diagnosis) if result.diagnosis else None,
        "visibility": result.visibility.value,
    }


def _observed(observation: Observation) -> dict[str, Any]:
    return {
        "kind": observation.kind.value,
        "subject": observation.subject,
        "message": " ".join(full(observation)),
        "details": wire.as_plain(observation)["details"],
    }
