"""PrairieLearn: the results.json of an external grader, one for each student.

Its `points` are shares of the score, which goes from 0 to 1. A withheld grade is `gradable: false`: that
costs no point and no attempt.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from grader.exports import visible
from grader.exports.files import write_each
from grader.exports.matching import listed
from grader.exports.request import ExportReport, ExportRequest
from grader.model import Grade, Status, TestResult


def export(request: ExportRequest) -> ExportReport:
    grades = list(request.grades)
    cut = [grade.info.student for grade in grades if _share(grade) > 1]
    report = write_each(replace(request, grades=grades), ".json", _text)
    return replace(report, notes=(*report.notes, *listed(_CUT, cut)))


def _text(grade: Grade) -> str:
    return json.dumps(_results(grade), indent=2) + "\n"


def _results(grade: Grade) -> dict[str, Any]:
    if grade.final is None:
        return {"gradable": False, "format_errors": [visible.WITHHELD]}
    return {
        "gradable": True,
        "score": min(max(_share(grade), 0.0), 1.0),
        "message": visible.about(grade),
        "tests": [_test(result) for result in grade.results],
    }


def _share(grade: Grade) -> float:
    return (grade.final or 0.0) / grade.possible if grade.possible else 0.0


def _test(result: TestResult) -> dict[str, Any]:
    return {
        "name": visible.name(result),
        "points": result.earned,
        "max_points": result.possible,
        "message": visible.about_test(result) if result.status is not Status.PASSED else "Passed.",
    }


_CUT = "more than PrairieLearn's highest score, reported as 1"
