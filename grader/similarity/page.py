"""The pairs as a page, for instructors alone: nothing on a student's page leads to it."""

from __future__ import annotations

from pathlib import Path

from grader.model import Isolation
from grader.reports.pages import publish
from grader.similarity.comparison import Comparison
from grader.similarity.passages import side_by_side

MOST_LEFT_OUT = 100


def write_page(comparison: Comparison, course_name: str, out: Path) -> Path:
    """Write `out/similar.html`."""
    content = {
        "comparison": comparison,
        "course_name": course_name,
        "side_by_side": side_by_side,
        "left_out": comparison.left_out[:MOST_LEFT_OUT],
        "more_left_out": len(comparison.left_out[MOST_LEFT_OUT:]),
        "isolation": Isolation("unneeded"),  # nothing was run
    }
    return publish("similar.html.jinja", out / "similar.html", content)
