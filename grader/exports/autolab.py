"""Autolab: what an autograder prints, one text for each student; its last line holds the scores.

A task is a problem of the same name in Autolab. A task with a broken test has no score: Autolab leaves
what it has. What a late policy or an instructor changed is the problem `adjustment`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from grader.exports import visible
from grader.exports.files import write_each
from grader.exports.request import ExportReport, ExportRequest
from grader.model import Grade, Status


def export(request: ExportRequest) -> ExportReport:
    return write_each(request, ".txt", _output)


def _output(grade: Grade) -> str:
    return "\n".join([*_lines(grade), json.dumps({"scores": _scores(grade)}), ""])


def _lines(grade: Grade) -> Iterator[str]:
    if about := visible.about(grade):
        yield about
    for result in grade.results:
        yield f"{result.status.value.upper():8}{visible.score(result):>8}  {visible.name(result)}"
        yield from (f"    {line}" for line in visible.about_test(result).splitlines())


def _scores(grade: Grade) -> dict[str, float]:
    earned: dict[str, float] = defaultdict(float)
    for result in grade.results:
        earned[result.task] += result.earned
    broken = {result.task for result in grade.results if result.status is Status.BROKEN}
    scores = {task: round(points, 10) for task, points in earned.items() if task not in broken}
    if grade.final is not None and (rest := round(grade.final - sum(scores.values()), 10)):
        scores[ADJUSTMENT] = rest
    return scores


ADJUSTMENT = "adjustment"
