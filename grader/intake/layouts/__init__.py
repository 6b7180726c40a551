"""How other programs lay out the submissions that they hand out; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.intake.layouts import canvas, gradescope, moodle, nbgrader
from grader.intake.source import Source
from grader.model import Assignment

# Each takes the submissions that it knows, and passes the other entries of the folder on.
LAYOUTS = (gradescope.take, nbgrader.take, moodle.take, canvas.take)


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:
    """The submissions that another program laid out, and the entries that belong to none of them."""
    found: list[Source] = []
    rest = list(entries)
    for layout in LAYOUTS:
        sources, rest = layout(assignment, rest)
        found.extend(sources)
    return found, rest
