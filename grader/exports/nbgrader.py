"""The CSV that `nbgrader export` writes, with every cell in quotes.

Its raw score is what counts before lateness: nbgrader has no column for what people added or took away.
"""

from __future__ import annotations

from datetime import UTC, datetime

from grader.exports.cells import table, text
from grader.exports.files import report, write
from grader.exports.request import ExportReport, ExportRequest
from grader.model import Assignment, Grade


def export(request: ExportRequest) -> ExportReport:
    grades = list(request.grades)
    write(request.out, table(_HEADER, (_row(request.assignment, grade) for grade in grades)))
    return report(request, grades)


def _row(assignment: Assignment, grade: Grade) -> list[str]:
    info = grade.info
    penalty = grade.lateness.penalty if grade.lateness else 0.0
    first, _, last = info.name.strip().rpartition(" ")
    return [
        text(assignment.id),
        _moment(assignment.due),
        _moment(info.received_at),
        text(info.student),
        text(last),
        text(first),
        text(info.email),
        "" if grade.final is None else _number(grade.final + penalty),
        "" if grade.final is None else _number(penalty),
        "" if grade.final is None else _number(grade.final),
        _number(grade.possible),
    ]


def _moment(moment: datetime | None) -> str:
    """As nbgrader has it: UTC, and silent about that."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if moment else ""


def _number(value: float) -> str:
    return str(round(value, 10))


_HEADER = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
