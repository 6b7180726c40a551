"""PrairieLearn: the results.json of an external grader, one for each student.

Its `points` are shares of the score, which goes from 0 to 1. A withheld grade is `gradable: false`: that
costs no point and no attempt.
"""

from __future__ import annotations

import json
from typing import Any

from grader.exports import visible
from grader.exports.files import write_each
from grader.exports.request import Report, Request
from grader.model import Grade, Status, TestResult


def export(request: Request) -> Report:
    return write_each(request, ".json", lambda grade: json.dumps(_results(grade), indent=2) + "\n")


def _results(grade: Grade) -> dict[str, Any]:
    if grade.final is None:
        return {"gradable": False, "format_errors": [visible.WITHHELD]}
    share = grade.final / grade.possible if grade.possible else 0.0
    return {
        "gradable": True,
        "score": min(max(share, 0.0), 1.0),
        "message": visible.about(grade),
        "tests": [_test(result) for result in grade.results],
    }


def _test(result: TestResult) -> dict[str, Any]:
    return {
        "name": visible.name(result),
        "points": result.earned,
        "max_points": result.possible,
        "message": visible.about_test(result) if result.status is not Status.PASSED else "Passed.",
    }
