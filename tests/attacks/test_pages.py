"""Notebooks that would keep the one process waiting that writes everybody's page."""

from __future__ import annotations

import pytest

from grader.model import Cell, Notebook
from grader.reports.notebook import framed

ROWS = "a|b\n-|-\n" + "|\n" * 1_000


@pytest.mark.parametrize(
    ("cell", "count", "shown"),
    [
        (Cell("markdown", ROWS), 60, 10),
        (Cell("markdown", "# A\n\nA *word*, and `code`.\n"), 300, 300),
    ],
)
def test_a_page_shows_no_more_of_a_notebook_than_it_can_in_time(cell: Cell, count: int, shown: int) -> None:
    """And a long notebook as people write them is shown whole."""
    page = framed(Notebook("work.ipynb", ("work.py",), (cell,) * count, {}), {})
    sections = page.document.count("<section")
    assert sections <= shown
    assert sections == count or f"{count - sections:,} more cells are not shown" in page.document
    assert sections > shown / 4
