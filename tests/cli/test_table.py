from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from grader.cli import table
from grader.cli.columns import Paper
from grader.model import Status
from grader.reports import ClassRow


@pytest.fixture
def outcome() -> Any:
    """Of a class whose longest name, and whose longest summary, stand in its last rows."""
    counts = [{Status.PASSED: 9}, {Status.FAILED: 9}, {Status.PASSED: 1, Status.ERROR: 8}]
    rows = tuple(
        ClassRow(f"student-{10**number}", 9.5 * number, 100.0, counts[number % 3], number == 3, (), name)
        for number, name in enumerate(("", "Ada", "", "", "Bo", "Chiara Miller"))
    )
    return SimpleNamespace(rows=rows, drafts={"student-10"}, index="index.html")


def test_a_long_table_is_printed_in_pieces_that_nobody_sees(
    outcome: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They keep the memory of a large class within bounds."""
    table.write(outcome)
    whole = capsys.readouterr().out
    pieces: list[Any] = []
    make = Paper.table

    def noted(paper: Paper) -> Any:
        pieces.append(make(paper))
        return pieces[-1]

    monkeypatch.setattr(Paper, "table", noted)
    monkeypatch.setattr(table, "PIECE", 2)
    table.write(outcome)
    assert capsys.readouterr().out == whole
    assert [piece.row_count for piece in pieces] == [2, 2, 2]
