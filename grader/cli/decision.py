"""Carrying out what a person decided, and telling what counts then."""

from __future__ import annotations

from pathlib import Path

from grader.cli.columns import Paper
from grader.cli.gradebook_options import Opened
from grader.cli.phrases import final, points
from grader.gradebook import Decision
from grader.model import Assignment, Grade
from grader.workflow import Standings, decide


def carry_out(
    opened: Opened, assignment: Assignment, student: str, made: Decision, out: Path | None
) -> Grade | None:
    """Keep the decision and print what it changes; returns what now counts, None without a grade."""
    before = Standings(opened.course, assignment, opened.gradebook).of(student)
    pages = opened.pages(assignment, out)
    after = decide(opened.course, assignment, opened.gradebook, student, made, out=pages)
    if before is None or after is None:
        Paper().line(f"{student}: nothing is graded yet")
    elif before.final == after.final:
        Paper().line(f"{student}: still {final(after)} of {points(after.possible)}")
    else:
        Paper().line(f"{student}: {final(before)} -> {final(after)} of {points(after.possible)}")
    return after
