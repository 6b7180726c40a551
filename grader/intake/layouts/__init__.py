"""How other programs lay out the submissions that they hand out; a new one is a file and a line here,
or a plugin's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from grader.intake.layouts import canvas, gradescope, moodle, nbgrader
from grader.intake.source import Source
from grader.model import Assignment
from grader.plugins import PluginGroup

# Each takes the submissions that it knows, and passes the other entries of the folder on: in this order,
# and plugins last.
LAYOUTS = {
    "gradescope": gradescope.take,
    "nbgrader": nbgrader.take,
    "moodle": moodle.take,
    "canvas": canvas.take,
}
PLUGINS = PluginGroup("grader.layouts", LAYOUTS, Callable, "a function such as `layouts.canvas.take`")


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:
    """The submissions that another program laid out, and the entries that belong to none of them."""
    found: list[Source] = []
    rest = list(entries)
    for layout in (*LAYOUTS.values(), *PLUGINS.loaded()):
        sources, rest = layout(assignment, rest)
        found.extend(sources)
    return found, rest
