"""The result for people: one line per student, then where the pages are."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.model import Status
from grader.reports import Row
from grader.wording import printable
from grader.workflow import Outcome

STYLES = {Status.PASSED: "green", Status.BROKEN: "magenta"}
TROUBLE = "red"


def write(outcome: Outcome) -> None:
    """Print to stdout: with colours and lines on a terminal, in plain columns elsewhere."""
    console = Console(file=sys.stdout, highlight=False)
    table = _table(outcome.rows, lines=console.is_terminal)
    # Elsewhere nobody wraps lines, and a cut name would be a wrong one.
    width = None if console.is_terminal else console.measure(table).maximum
    if outcome.rows:
        console.print(table, width=width, crop=False)
    if outcome.index:
        console.print(Text(f"Pages: {printable(str(outcome.index))}"), soft_wrap=True)


def _table(rows: tuple[Row, ...], *, lines: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD if lines else None, pad_edge=False)
    named = any(row.name for row in rows)
    table.add_column("Student", overflow="fold")
    if named:
        table.add_column("Name", overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Tests")
    table.add_column("Remark")
    for row in rows:
        who = [row.student, row.name] if named else [row.student]
        table.add_row(*(Text(printable(text)) for text in who), _score(row), _summary(row), _remark(row))
    return table


def _score(row: Row) -> Text:
    if row.final is None:
        return Text("withheld", STYLES[Status.BROKEN])
    return Text(f"{_points(row.final)} / {_points(row.possible)}")


def _points(value: float) -> str:
    return f"{round(value, 2):.10g}"


def _summary(row: Row) -> Text:
    counts = ((status, row.counts.get(status, 0)) for status in Status)
    parts = [Text(f"{count} {status}", STYLES.get(status, TROUBLE)) for status, count in counts if count]
    return Text(", ").join(parts)


def _remark(row: Row) -> Text:
    remarks = ["needs review"] if row.needs_review else []
    if count := len(row.oddities):
        remarks.append("1 oddity" if count == 1 else f"{count} oddities")
    return Text(", ".join(remarks))
