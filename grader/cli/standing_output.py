"""Where a student stands, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from grader import wire
from grader.cli.columns import Paper, plain
from grader.cli.phrases import decision, final, lateness, moment, points
from grader.exports.results_json import submission
from grader.gradebook import Decided
from grader.model import Adjustment, Assignment, Extension, Grade, Review

SCHEMA_VERSION = 1
NAMES = {Adjustment: "adjusted", Extension: "extension", Review: "review"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A student in one assignment. `draft`: a new grade waits; `grade` is None before there is one."""

    assignment: Assignment
    grade: Grade | None
    decided: Decided
    draft: bool
    page: Path | None


def write(student: str, standings: Sequence[Standing], *, tests: bool) -> None:
    """Print a block for each assignment, with its tests where they are asked for."""
    paper = Paper()
    paper.line(_who(student, standings))
    for standing in standings:
        paper.line()
        paper.line(f"{standing.assignment.id}: {standing.assignment.title}")
        for name, fact in _facts(standing):
            paper.line(f"  {name:<10}  {fact}")
        if tests and standing.grade:
            paper.line()
            _print_tests(paper, standing.grade)


def write_json(student: str, standings: Sequence[Standing]) -> None:
    """Print as ASCII: no text of a student's reaches a terminal unescaped."""
    told = {
        "schema_version": SCHEMA_VERSION,
        "student": student,
        "assignments": [_plain(standing) for standing in standings],
    }
    click.echo(json.dumps(told))


def _who(student: str, standings: Sequence[Standing]) -> str:
    infos = [standing.grade.info for standing in standings if standing.grade]
    known = [part for info in infos[-1:] for part in (info.name, info.email) if part]
    return f"{student} ({', '.join(known)})" if known else student


def _facts(standing: Standing) -> Iterator[tuple[str, str]]:
    grade, decided = standing.grade, standing.decided
    if grade:
        yield "score", _score(grade)
        yield "handed in", _handed_in(grade)
        yield from (("warning", warning) for warning in grade.info.warnings)
        yield from (("note", f"{one.title}: {note}") for one in grade.results for note in one.notes)
        if grade.unread:
            yield "attempt", f"{grade.attempt} of {grade.attempts}, for the last one is unreadable"
            yield from (("warning", warning) for warning in grade.unread.warnings)
    else:
        yield "score", "nothing is graded yet"
    counting = (*decided.adjustments, decided.extension, decided.review)
    yield from ((NAMES[type(one)], decision(one)) for one in counting if one)
    if grade and grade.needs_review and not decided.review:
        yield "review", "needs review"
    if standing.draft:
        yield "draft", f"a new grade waits: `grader diff {standing.assignment.id}`"
    if standing.page:
        yield "page", str(standing.page)


def _score(grade: Grade) -> str:
    score = f"{final(grade)} / {points(grade.possible)}"
    return score if grade.final in {None, grade.raw} else f"{score}, the tests earned {points(grade.raw)}"


def _handed_in(grade: Grade) -> str:
    late = f", {lateness(grade.lateness)}" if grade.lateness else ""
    unreadable = ", unreadable" if grade.info.unreadable else ""
    return f"{moment(grade.info.received_at)}{late}{unreadable}"


def _print_tests(paper: Paper, grade: Grade) -> None:
    table = paper.table()
    for title in ("Task", "Test", "Status"):
        table.add_column(title, overflow="fold")
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Mistake", overflow="fold")
    for one in grade.results:
        score = f"{points(one.earned)} / {points(one.possible)}"
        mistake = one.diagnosis.title if one.diagnosis else ""
        table.add_row(*map(plain, (one.task, one.title, one.status.value, score, mistake)))
    paper.print(table)


def _plain(standing: Standing) -> dict[str, Any]:
    extension, review = standing.decided.extension, standing.decided.review
    return {
        "assignment": standing.assignment.id,
        "grade": submission(standing.grade) if standing.grade else None,
        "adjustments": [wire.as_plain(one) for one in standing.decided.adjustments],
        "extension": wire.as_plain(extension) if extension else None,
        "review": wire.as_plain(review) if review else None,
        "draft": standing.draft,
        "page": str(standing.page) if standing.page else None,
    }
