"""The nouns as rows of the tables, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from grader.model import (
    Adjustment,
    Extension,
    Grade,
    Review,
    Status,
    SubmissionInfo,
    TestResult,
    Visibility,
)

Contact = tuple[str, str]
"""A name and an address, each empty where it is not known."""
NOBODY = ("", "")


def info_values(info: SubmissionInfo) -> dict[str, Any]:
    return {
        "assignment": info.assignment,
        "student": info.student,
        "content_hash": info.content_hash,
        "received_at": info.received_at,
        "oddities": list(info.warnings),
        "unreadable": info.unreadable,
    }


def info(row: Row[Any], contact: Contact) -> SubmissionInfo:
    name, email = contact
    return SubmissionInfo(
        assignment=row.assignment,
        student=row.student,
        content_hash=row.content_hash,
        received_at=row.received_at,
        warnings=tuple(row.oddities),
        unreadable=row.unreadable,
        name=name,
        email=email,
    )


def grade_values(grade: Grade) -> dict[str, Any]:
    return {
        "key": grade.key,
        "raw": grade.raw,
        "possible": grade.possible,
        "final": grade.final,
        "isolation": grade.isolation,
        "versions": dict(grade.versions),
        "graded_at": grade.graded_at,
        "seconds": grade.seconds,
        "output": grade.output,
        "needs_review": grade.needs_review,
        "broken": grade.broken,
    }


def grade(row: Row[Any], contact: Contact, found: tuple[TestResult, ...]) -> Grade:
    return Grade(
        info=info(row, contact),
        key=row.key,
        results=found,
        raw=row.raw,
        possible=row.possible,
        final=row.final,
        isolation=row.isolation,
        versions=row.versions,
        graded_at=row.graded_at,
        seconds=row.seconds,
        output=row.output,
        needs_review=row.needs_review,
    )


def result_values(result: TestResult) -> dict[str, Any]:
    return {
        "test_id": result.id,
        "title": result.title,
        "task": result.task,
        "status": result.status.value,
        "earned": result.earned,
        "possible": result.possible,
        "seconds": result.seconds,
        "observed": result.observed,
        "diagnosis": result.diagnosis,
        "visibility": result.visibility.value,
        "basis": result.basis,
        "notes": list(result.notes),
    }


def result(row: Row[Any]) -> TestResult:
    return TestResult(
        id=row.test_id,
        title=row.title,
        task=row.task,
        status=Status(row.status),
        earned=row.earned,
        possible=row.possible,
        seconds=row.seconds,
        observed=row.observed,
        diagnosis=row.diagnosis,
        visibility=Visibility(row.visibility),
        basis=row.basis,
        notes=tuple(row.notes),
    )


def decision_values(decision: Adjustment | Extension | Review) -> dict[str, Any]:
    """The columns that the three kinds have in common, and their own."""
    values: dict[str, Any] = {
        "comment": decision.comment,
        "by": decision.by,
        "made_at": decision.made_at,
    }
    match decision:
        case Adjustment():
            return values | {"kind": ADJUSTMENT, "task": decision.task, "points": decision.points}
        case Extension():
            return values | {"kind": EXTENSION, "until": decision.until}
        case Review():
            return values | {"kind": REVIEW, "needed": decision.needed}


def decision(row: Row[Any]) -> Adjustment | Extension | Review:
    match row.kind:
        case "adjustment":
            return Adjustment(row.task, row.points, row.comment, row.by, row.made_at)
        case "extension":
            return Extension(row.until, row.comment, row.by, row.made_at)
    return Review(row.needed, row.comment, row.by, row.made_at)


ADJUSTMENT, EXTENSION, REVIEW = "adjustment", "extension", "review"
