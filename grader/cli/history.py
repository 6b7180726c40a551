"""`grader history`: the trail of a student's grades."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import Opened, gradebook_options, json_option, opened, unknown_student
from grader.cli.phrases import decision, moment, points
from grader.model import Adjustment, Extension

if TYPE_CHECKING:
    from grader.gradebook import Event

SCHEMA_VERSION = 1


@click.command("history", cls=Command)
@click.argument("student")
@click.argument("assignment", metavar="[ID]", required=False)
@json_option
@gradebook_options
def command(
    *, student: str, assignment: str | None, as_json: bool, gradebook: str | None, folder: Path | None
) -> None:
    """Show what happened to STUDENT's grades, in all assignments or in ID: when, and by whom."""
    with opened(folder, gradebook) as book:
        events = book.gradebook.history(student, assignment)
        if not events:
            raise unknown_student(student, _known(book, assignment))
    if as_json:
        told = {
            "schema_version": SCHEMA_VERSION,
            "student": student,
            "events": [_plain(one) for one in events],
        }
        click.echo(json.dumps(told))
    else:
        _print(events)


def _known(book: Opened, assignment: str | None) -> list[str]:
    return [name for one in book.assignments(assignment) for name in book.gradebook.students(one.id)]


def _plain(event: Event) -> dict[str, Any]:
    from grader import wire

    plain = wire.as_plain(event)
    return {"event": _kind(event), **plain, **plain.pop("decision", {})}


def _print(events: tuple[Event, ...]) -> None:
    from grader.cli.columns import Paper, plain

    paper = Paper()
    table = paper.table()
    table.add_column("When", no_wrap=True)
    for title in ("Assignment", "Event", "What"):
        table.add_column(title, overflow="fold")
    for event in events:
        cells = (moment(event.at), event.assignment, _kind(event), _what(event))
        table.add_row(*(plain(cell) for cell in cells))
    paper.print(table)


def _kind(event: Event) -> str:
    from grader.gradebook.history import GradedEvent, PublishedEvent

    match event:
        case GradedEvent():
            return "graded"
        case PublishedEvent():
            return "published"
    match event.decision:
        case Adjustment():
            return "adjusted"
        case Extension():
            return "extended"
    return "review"


def _what(event: Event) -> str:
    from grader.gradebook.history import DecisionEvent, GradedEvent

    if isinstance(event, DecisionEvent):
        return decision(event.decision)
    # Only the tests' points are fixed then: what counts of them follows rules and decisions.
    earned = "withheld" if event.earned is None else points(event.earned)
    score = f"{earned} of {points(event.possible)} by its tests"
    if isinstance(event, GradedEvent):
        return f"{score}; handed in {moment(event.received_at)}"
    return f"{score}; by {event.by}" if event.by else score
