from __future__ import annotations

import pytest

from grader.cli.columns import Paper, plain

LONG = "w" * 300


def test_in_a_pipe_no_line_is_broken_or_cut(capsys: pytest.CaptureFixture[str]) -> None:
    paper = Paper()
    table = paper.table()
    table.add_column("Name")
    table.add_row(plain(LONG))
    paper.print(table)
    paper.line(LONG)
    assert capsys.readouterr().out.split() == ["Name", LONG, LONG]


def test_a_line_stays_one_line_and_moves_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    Paper().line("  one\ntwo\r\x1b[2Jthree \N{RIGHT-TO-LEFT OVERRIDE}")
    assert capsys.readouterr().out == "  one two \\x1b[2Jthree \\u202e\n"
