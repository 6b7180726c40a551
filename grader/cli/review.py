"""`grader review`: grades that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import (
    Opened,
    by_option,
    comment_option,
    gradebook_options,
    opened,
    out_option,
)
from grader.cli.phrases import decision, final, points
from grader.model import Assignment, Grade, Review

if TYPE_CHECKING:
    from grader.gradebook import Decided


@click.command("review", cls=Command)
@click.argument("names", metavar="[STUDENT] ID", nargs=-1, required=True)
@click.option(
    "--done", "done", flag_value=True, type=bool, default=None, help="STUDENT's grade was looked at."
)
@click.option("--open", "done", flag_value=False, type=bool, help="STUDENT's grade needs a look.")
@comment_option("What there is to look at, or what was seen; kept in the history.")
@by_option
@out_option
@gradebook_options
def command(
    *,
    names: tuple[str, ...],
    done: bool | None,
    comment: str,
    by: str,
    out: Path | None,
    gradebook: str | None,
    folder: Path | None,
) -> None:
    """List the grades of the assignment ID that need a look, or say of STUDENT's that it does or does not.

    An unreadable submission and a withheld grade need a review until someone marks them as reviewed.
    """
    *student, assignment = names
    if len(student) > 1:
        raise click.UsageError("give one STUDENT and one ID, or an ID alone")
    if bool(student) != (done is not None):
        raise click.UsageError("--done and --open go with a STUDENT: `grader review STUDENT ID --done`")
    with opened(folder, gradebook) as book:
        loaded = book.assignment(assignment)
        if done is None:
            _list(book, loaded)
        else:
            _mark(book, loaded, student[0], needed=not done, comment=comment.strip(), by=by, out=out)


def _mark(
    book: Opened,
    assignment: Assignment,
    student: str,
    *,
    needed: bool,
    comment: str,
    by: str,
    out: Path | None,
) -> None:
    from grader.cli.columns import Paper
    from grader.cli.decision import tell_page
    from grader.workflow import decide

    made = Review(needed, comment, by, datetime.now(UTC))
    pages = book.pages(assignment, out)
    decide(book.course, assignment, book.gradebook, student, made, out=pages)
    Paper().line(f"{student}: {'needs review' if needed else 'reviewed'}")
    tell_page(student, pages)


def _list(book: Opened, assignment: Assignment) -> None:
    from grader.cli.columns import Paper, plain
    from grader.workflow import Standings

    paper = Paper()
    table = paper.table()
    for title in ("Student", "Score", "Why"):
        table.add_column(title, overflow="fold")
    decided = book.gradebook.decisions.by_student(assignment.id)
    for grade in Standings(book.course, assignment, book.gradebook).all():
        if grade.needs_review:
            student = grade.info.student
            why = "; ".join(_reasons(grade, decided.get(student)))
            table.add_row(plain(student), f"{final(grade)} / {points(grade.possible)}", plain(why))
    if table.row_count:
        paper.print(table)
    else:
        paper.line(f"nothing of `{assignment.id}` needs review")


def _reasons(grade: Grade, decided: Decided | None) -> Iterator[str]:
    if grade.broken:
        yield "withheld, because a test is broken"
    if grade.info.unreadable:
        yield "unreadable"
    if grade.unread:
        yield f"attempt {grade.attempt} counts, for the last one is unreadable"
    if decided and decided.review and decided.review.needed:
        yield decision(decided.review)
