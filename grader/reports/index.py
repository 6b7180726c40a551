"""The page of the class: how many, how well, and whom to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Grade, Isolation, Status
from grader.reports.histogram import histogram
from grader.reports.pages import page_name, publish


@dataclass(frozen=True, slots=True)
class Row:
    """What the class page says of one grade. `final` is None while it is withheld."""

    student: str
    final: float | None
    possible: float
    counts: Mapping[Status, int]
    needs_review: bool
    oddities: tuple[str, ...]
    page: str
    name: str = ""
    email: str = ""

    @classmethod
    def of(cls, grade: Grade) -> Row:
        seen = Counter(result.status for result in grade.results)
        return cls(
            grade.receipt.student,
            grade.final,
            grade.possible,
            {status: seen[status] for status in Status if seen[status]},
            grade.needs_review,
            grade.receipt.oddities,
            f"students/{page_name(grade.receipt.student)}",
            grade.receipt.name,
            grade.receipt.email,
        )

    @property
    def broken(self) -> bool:
        return self.final is None or Status.BROKEN in self.counts

    @property
    def needs_attention(self) -> bool:
        return self.broken or self.needs_review or bool(self.oddities)

    @property
    def percent(self) -> float | None:
        """The share of the possible points, where there is one."""
        return None if self.final is None or self.possible <= 0 else 100 * self.final / self.possible


def write_index(
    rows: Iterable[Row], assignment: Assignment, course_name: str, isolation: Isolation, out: Path
) -> Path:
    """Write `out/index.html`, the rows sorted by student."""
    ordered = sorted(rows, key=lambda row: (row.student.casefold(), row.student))
    content = {
        "rows": ordered,
        "graded": sum(row.final is not None for row in ordered),
        "attention": sum(row.needs_attention for row in ordered),
        "broken": sum(row.broken for row in ordered),
        "histogram": histogram(row.percent for row in ordered if row.percent is not None),
        "assignment": assignment,
        "course_name": course_name,
        "isolation": isolation,
    }
    return publish("index.html.jinja", out / "index.html", content)
