from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports.sheet import Sheet

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5)
ENDS = st.sampled_from(["\r\n", "\n"])
QUOTING = st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])


def written(rows: list[list[str]], separator: str, end: str, quoting: Any) -> str:
    out = io.StringIO(newline="")
    if any("\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # csv itself forgets to quote a lone carriage return
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[[bytes], Sheet]:
    def read(raw: bytes) -> Sheet:
        path = tmp_path / "sheet.csv"
        path.write_bytes(raw)
        return Sheet.read(path)

    return read


@given(ROWS, st.sampled_from(",;\t"), ENDS, QUOTING, st.data())
def test_a_filled_file_reads_back_with_that_cell_changed_and_no_other(
    rows: list[list[str]], separator: str, end: str, quoting: int, data: st.DataObject
) -> None:
    text = written(rows, separator, end, quoting)
    sheet = Sheet(Path("sheet.csv"), text, separator)
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    new = data.draw(CELLS.filter(lambda cell: cell.strip()))
    filled = sheet.filled({(row, column): new}).decode()
    rows[row][column] = new
    assert list(csv.reader(io.StringIO(filled, newline=""), delimiter=separator)) == rows


@given(ROWS, st.sampled_from(",;\t"), ENDS, QUOTING, st.sampled_from(["", "\ufeff"]))
def test_a_file_in_which_nothing_is_filled_in_keeps_its_bytes(
    rows: list[list[str]], separator: str, end: str, quoting: int, mark: str
) -> None:
    text = mark + written(rows, separator, end, quoting)
    assert Sheet(Path("sheet.csv"), text, separator).filled({}) == text.encode()


def test_bytes_around_a_filled_cell_stay(sheet: Callable[[bytes], Sheet]) -> None:
    raw = b'\xef\xbb\xbfa;"b";c\r\n\r\n"x ""y""";  1 ;Ren\xe9\r\n'
    assert sheet(raw).filled({(1, 1): "2"}) == raw.replace(b"  1 ", b"2")


@pytest.mark.parametrize(
    "raw", [b'a,b\n"x,1\n', b'a,b\n"x"y,1\n', b"a,b\nx\0,1\n", "a,b\n1,2\n".encode("utf-16")]
)
def test_a_file_that_can_be_read_in_two_ways_is_refused(sheet: Callable[[bytes], Sheet], raw: bytes) -> None:
    with pytest.raises(UsageError, match="well-formed"):
        sheet(raw)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        Sheet.read(tmp_path / "no.csv")


def test_a_short_row_has_no_cell_to_fill(sheet: Callable[[bytes], Sheet]) -> None:
    read = sheet(b"a,b,c\n1,2,3\n1\n")
    assert (read.has(1, 2), read.has(2, 2), read.cell(2, 2)) == (True, False, "")
