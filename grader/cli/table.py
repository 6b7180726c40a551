"""The result for people: one line per student, then where the pages are."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from grader.cli.columns import Paper, plain
from grader.cli.phrases import points
from grader.model import Status
from grader.reports import Row
from grader.workflow import Outcome

STYLES = {Status.PASSED: "green", Status.BROKEN: "magenta"}
TROUBLE = "red"


def write(outcome: Outcome) -> None:
    """Print to stdout."""
    paper = Paper()
    if outcome.rows:
        paper.print(_filled(paper.table(), outcome))
    if outcome.index:
        paper.line(f"Pages: {outcome.index}")


def _filled(table: Table, outcome: Outcome) -> Table:
    named = any(row.name for row in outcome.rows)
    table.add_column("Student", overflow="fold")
    if named:
        table.add_column("Name", overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Tests")
    table.add_column("Remark")
    for row in outcome.rows:
        who = [row.student, row.name] if named else [row.student]
        remark = _remark(row, draft=row.student in outcome.drafts)
        table.add_row(*map(plain, who), _score(row), _summary(row), remark)
    return table


def _score(row: Row) -> Text:
    if row.final is None:
        return Text("withheld", STYLES[Status.BROKEN])
    return Text(f"{points(row.final)} / {points(row.possible)}")


def _summary(row: Row) -> Text:
    counts = ((status, row.counts.get(status, 0)) for status in Status)
    parts = [Text(f"{count} {status}", STYLES.get(status, TROUBLE)) for status, count in counts if count]
    return Text(", ").join(parts)


def _remark(row: Row, *, draft: bool) -> Text:
    remarks = ["draft"] if draft else []
    if row.needs_review:
        remarks.append("needs review")
    if count := len(row.oddities):
        remarks.append("1 oddity" if count == 1 else f"{count} oddities")
    return Text(", ".join(remarks))
