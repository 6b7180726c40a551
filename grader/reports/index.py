"""The page of the class: how many, how well, which tests to doubt, and whom to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Isolation, Status
from grader.reports.class_summary import ClassRow, ClassSummary
from grader.reports.funnel import funnels
from grader.reports.histogram import histogram
from grader.reports.items import analyse
from grader.reports.misconceptions import misconceptions
from grader.reports.pages import publish
from grader.reports.timeline import timeline
from grader.reports.timing import outliers

SIMILAR = "similar.html"  # linked where it lies beside the class page
MOST_OUTLIERS = 20


def write_index(
    roll: ClassSummary, assignment: Assignment, course_name: str, isolation: Isolation, out: Path
) -> Path:
    """Write `out/index.html`."""
    rows = roll.rows
    unusual = outliers(roll)
    content = {
        "rows": rows,
        "counts": _Counts.of(rows),
        "histogram": histogram(row.percent for row in rows if row.percent is not None),
        "analysis": analyse(roll),
        "misconceptions": misconceptions(roll),
        "outliers": unusual[:MOST_OUTLIERS],
        "more_outliers": len(unusual[MOST_OUTLIERS:]),
        "timeline": timeline(roll.received, assignment.due),
        "funnels": funnels(roll, assignment.tasks),
        "similar": SIMILAR if (out / SIMILAR).is_file() else None,
        "assignment": assignment,
        "course_name": course_name,
        "isolation": isolation,
    }
    return publish("index.html.jinja", out / "index.html", content)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Students, each in as many of the numbers as fit."""

    submitted: int
    graded: int
    broken: int
    timeouts: int
    review: int

    @classmethod
    def of(cls, rows: Sequence[ClassRow]) -> _Counts:
        return cls(
            submitted=len(rows),
            graded=sum(row.final is not None for row in rows),
            broken=sum(row.broken for row in rows),
            timeouts=sum(Status.TIMEOUT in row.counts for row in rows),
            review=sum(row.needs_review for row in rows),
        )
