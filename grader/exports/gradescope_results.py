"""Gradescope: results.json, one for each student.

A hidden test says on Gradescope what it says on the student's page, and not before the grades are
published: a student who may hand in as often as they like could ask it a question each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from grader.exports import visible
from grader.exports.files import write_each
from grader.exports.request import ExportReport, ExportRequest
from grader.model import Grade, Status, TestResult, Visibility


def export(request: ExportRequest) -> ExportReport:
    return write_each(request, ".json", lambda grade: json.dumps(results(grade), indent=2) + "\n")


def results(grade: Grade) -> dict[str, Any]:
    """Without any score while the grade is withheld: Gradescope would add up those of the tests."""
    withheld = grade.final is None
    return {
        **({} if withheld else {"score": grade.final}),
        "output": visible.about(grade),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [
            {**({} if withheld else {"score": result.earned}), **_test(number, result)}
            for number, result in _numbered(grade)
        ],
        "extra_data": {"received_at": _moment(grade.info.received_at), "versions": dict(grade.versions)},
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _numbered(grade: Grade) -> Iterator[tuple[str, TestResult]]:
    """`2.3`: the third test of the second task."""
    seen: dict[str, int] = {}
    for result in grade.results:
        seen[result.task] = seen.get(result.task, 0) + 1
        yield f"{list(seen).index(result.task) + 1}.{seen[result.task]}", result


def _test(number: str, result: TestResult) -> dict[str, Any]:
    status = {} if result.status is Status.BROKEN else {"status": _status(result)}
    return {
        **status,
        "max_score": result.possible,
        "name": visible.name(result),
        "name_format": "text",
        "number": number,
        "output": visible.about_test(result),
        "output_format": "text",
        "tags": [result.task],
        "visibility": _VISIBILITY[result.visibility],
    }


def _status(result: TestResult) -> str:
    return "passed" if result.status is Status.PASSED else "failed"


_VISIBILITY = {Visibility.VISIBLE: "visible", Visibility.HIDDEN: "after_published"}
