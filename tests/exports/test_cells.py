from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports.cells import table, text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\tplain",
        "\rplain",
        " =1",
        "\0=1",
        "\uff1d1",
        '"=1"',
        "\n=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_calculate_starts_with_an_apostrophe(cell: str) -> None:
    assert text(cell).startswith("'")
    assert text(cell).replace("'", "") == cell


@pytest.mark.parametrize("cell", ["a;=1+1", "a,@x", "a\t-1", "a\n+1", 'a"";""=1'])
def test_a_formula_after_another_separator_is_defused_too(cell: str) -> None:
    assert "'" in text(cell)


@pytest.mark.parametrize(
    "cell", ["", "ada", "O'Neil", "jean-luc", "a=b", "1.5", "ada@uni.example", "a, b; c"]
)
def test_a_cell_without_a_formula_stays_as_it_is(cell: str) -> None:
    assert text(cell) == cell


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_any_text_reads_back(rows: list[list[str]]) -> None:
    shown = table(("a", "b"), rows)
    assert list(csv.reader(io.StringIO(shown, newline=""))) == [["a", "b"], *rows]


@given(TEXTS)
def test_no_text_comes_out_as_a_formula(cell: str) -> None:
    assert text(cell)[:1] not in {*"=+-@\t\r\n"} - {""}
