from __future__ import annotations

import pytest

from grader.converters.notebook import read_cells
from grader.errors import CourseError


def test_cells_have_their_number_kind_text_and_metadata(notebook, cell):
    first, second = read_cells(notebook(cell("x = 1", grade=True), cell("# Text", "markdown")))
    assert (first.number, first.kind, first.source) == (1, "code", "x = 1")
    assert first.metadata["nbgrader"]["grade"] is True
    assert (second.number, second.kind) == (2, "markdown")


def test_what_a_cell_showed_is_kept_as_text(notebook, cell):
    (read,) = read_cells(notebook(cell("f(1)", printed=["[1, 2]"])))
    assert read.printed == "[1, 2]"


def test_a_picture_is_no_text(notebook, cell):
    shown = cell("plot()") | {"outputs": [{"output_type": "display_data", "data": {"image/png": "AAAA"}}]}
    (read,) = read_cells(notebook(shown))
    assert read.printed is None


def test_a_fenced_block_of_otter_is_a_raw_cell(notebook, cell):
    fenced = cell("Before.\n```otter\n# BEGIN QUESTION\nname: q1\n```\nAfter.", "markdown")
    parts = [(each.kind, each.source) for each in read_cells(notebook(fenced))]
    assert parts == [("markdown", "Before."), ("raw", "# BEGIN QUESTION\nname: q1"), ("markdown", "After.")]


@pytest.mark.parametrize("text", ["print(1)", "[]", '{"cells": 3}', '{"cells": [1]}', "[" * 100_000])
def test_what_is_no_notebook_is_refused_with_advice(tmp_path, text):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    with pytest.raises(CourseError, match=r"a\.ipynb.*is not a notebook(?s:.*)Open it in Jupyter"):
        read_cells(path)
