"""Our own JSON, for programs and instructors; docs/schema/results-1.json describes it.

It holds what hidden tests saw: it is not for students.
"""

from __future__ import annotations

import json
from typing import Any

from grader import wire
from grader.exports.files import report, write
from grader.exports.request import ExportReport, ExportRequest
from grader.messages import full
from grader.model import Grade, Isolation, TestResult
from grader.observations import Observation, details

SCHEMA_VERSION = 1


def export(request: ExportRequest) -> ExportReport:
    grades = list(request.grades)
    weakest = min((grade.isolation for grade in grades), key=lambda isolation: isolation.mode == "kernel")
    content = {**head(request.assignment.id, weakest), "submissions": [submission(grade) for grade in grades]}
    write(request.out, json.dumps(content, indent=1) + "\n")
    return report(request, grades)


def head(assignment: str, isolation: Isolation) -> dict[str, Any]:
    """What stands before the submissions."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": assignment,
        "isolation": isolation.mode,
        "isolation_rings": list(isolation.rings),
    }


def submission(grade: Grade) -> dict[str, Any]:
    """One of the submissions."""
    received_at = grade.info.received_at
    return {
        "student": grade.info.student,
        "name": grade.info.name,
        "email": grade.info.email,
        "received_at": received_at and wire.as_plain(received_at),
        "score": grade.final,
        "possible": grade.possible,
        "earned": grade.raw,
        "adjustments": [wire.as_plain(adjustment) for adjustment in grade.adjustments],
        "lateness": wire.as_plain(grade.lateness) if grade.lateness else None,
        "needs_review": grade.needs_review,
        "unreadable": grade.info.unreadable,
        "oddities": list(grade.info.warnings),
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
        "notes": list(result.notes),
    }


def _observed(observation: Observation) -> dict[str, Any]:
    return {
        "kind": observation.kind,
        "subject": observation.subject,
        "message": " ".join(full(observation)),
        "details": details(observation),
    }
