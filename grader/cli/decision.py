"""Carrying out what a person decided, and telling what counts then."""

from __future__ import annotations

from pathlib import Path

from grader.cli.columns import Paper
from grader.cli.gradebook_options import Opened
from grader.cli.phrases import final, points, score
from grader.gradebook import Decision
from grader.model import Assignment, Grade
from grader.reports import page_name
from grader.workflow import LateDayImpact, Standings, decide, shifts


def carry_out(
    opened: Opened, assignment: Assignment, student: str, made: Decision, out: Path | None
) -> Grade | None:
    """Keep the decision and print what it changes; returns what now counts, None without a grade."""
    before = Standings(opened.course, assignment, opened.gradebook).of(student)
    pages = opened.pages(assignment, out)
    later = LateDayImpact(opened.course, assignment, opened.gradebook)
    others = later.finals(student)
    after = decide(opened.course, assignment, opened.gradebook, student, made, out=pages)
    shifted = shifts(student, others, later.finals(student))
    later.refresh(shifted)
    if before is None or after is None:
        Paper().line(f"{student}: nothing is graded yet")
    elif before.final == after.final:
        Paper().line(f"{student}: still {final(after)} of {points(after.possible)}")
    else:
        Paper().line(f"{student}: {final(before)} -> {final(after)} of {points(after.possible)}")
    for shift in shifted:
        Paper().line(f"{shift.assignment}: {score(shift.before)} -> {score(shift.after)}, by other late days")
    if after:
        tell_page(student, pages)
    return after


def tell_page(student: str, pages: Path) -> None:
    """Print where the page is that a decision brought up to date."""
    page = pages / "students" / page_name(student)
    Paper().line(f"Page: {page}" if page.is_file() else f"No page of {student} in {pages}")
