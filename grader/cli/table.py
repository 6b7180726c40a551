"""The result for people: one line per student, then where the pages are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.table import Table
from rich.text import Text

from grader.cli.columns import Paper, plain
from grader.cli.phrases import points
from grader.messages import counted
from grader.model import Status
from grader.reports import ClassRow
from grader.workflow import Outcome

STYLES = {Status.PASSED: "green", Status.BROKEN: "magenta"}
TROUBLE = "red"
PIECE = 100  # rows of one table: as a whole, ten thousand would take more memory than their grading


def write(outcome: Outcome) -> None:
    """Print to stdout."""
    paper = Paper()
    for piece in _pieces(outcome, paper.table):
        paper.print(piece)
    if outcome.index:
        paper.line(f"Pages: {outcome.index}")


def _pieces(outcome: Outcome, make: Callable[[], Table]) -> Iterator[Table]:
    """One table, or where there are many rows several, whose columns stand one below the other."""
    rows, named = outcome.rows, any(row.name for row in outcome.rows)
    is_one = len(rows) <= PIECE
    widths = [] if is_one else _widths(_cells(row, outcome, named=named) for row in rows)
    for first in range(0, len(rows), PIECE):
        table = make()
        table.show_header, table.show_edge = first == 0, is_one
        _add_columns(table, widths, named=named)
        for row in rows[first : first + PIECE]:
            table.add_row(*_cells(row, outcome, named=named))
        yield table


def _widths(lines: Iterable[Sequence[Text]]) -> list[int]:
    widest: list[int] = []
    for line in lines:
        widest = [max(pair) for pair in zip_longest(widest, (cell.cell_len for cell in line), fillvalue=0)]
    return widest


def _add_columns(table: Table, widths: Sequence[int], *, named: bool) -> None:
    table.add_column("Student", overflow="fold")
    if named:
        table.add_column("Name", overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Tests")
    table.add_column("Remark")
    for column, width in zip(table.columns, widths, strict=False):
        column.min_width = max(width, len(str(column.header)))


def _cells(row: ClassRow, outcome: Outcome, *, named: bool) -> list[Text]:
    who = [row.student, row.name] if named else [row.student]
    return [*map(plain, who), _score(row), _summary(row), _remark(row, draft=row.student in outcome.drafts)]


def _score(row: ClassRow) -> Text:
    if row.final is None:
        return Text("withheld", STYLES[Status.BROKEN])
    return Text(f"{points(row.final)} / {points(row.possible)}")


def _summary(row: ClassRow) -> Text:
    counts = ((status, row.counts.get(status, 0)) for status in Status)
    parts = [Text(f"{count} {status}", STYLES.get(status, TROUBLE)) for status, count in counts if count]
    return Text(", ").join(parts)


def _remark(row: ClassRow, *, draft: bool) -> Text:
    remarks = ["draft"] if draft else []
    if row.needs_review:
        remarks.append("needs review")
    if count := len(row.warnings):
        remarks.append(counted(count, "warning"))
    return Text(", ".join(remarks))
