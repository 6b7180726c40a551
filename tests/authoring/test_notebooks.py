from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.authoring.notebooks import AuthoredCell, make_handout, read_cells
from grader.errors import CourseError

ANSWER = "# BEGIN SOLUTION\n# STUB W = None\nW = 41 + 1\n# END SOLUTION"


def notebook(*cells: object) -> str:
    kernel = {"name": "mine", "display_name": "mine"}
    return nbformat.writes(new_notebook(cells=list(cells), metadata={"kernelspec": kernel}))


def handout(*cells: object) -> list[dict[str, Any]]:
    return json.loads(make_handout(notebook(*cells), file="a.ipynb"))["cells"]


def test_outputs_counts_and_the_authors_kernel_stay_behind() -> None:
    cell = new_code_cell("1 + 1", execution_count=7, outputs=[new_output("stream", text="/home/me")])
    made = make_handout(notebook(cell), file="a.ipynb")
    assert "/home/me" not in made
    assert "mine" not in made
    assert json.loads(made)["cells"][0]["execution_count"] is None


def test_an_answer_gives_way_to_its_stub() -> None:
    (cell,) = handout(new_code_cell(f"import numpy as np\n{ANSWER}\nprint(W)"))
    assert "".join(cell["source"]) == "import numpy as np\nW = None\nprint(W)"


def test_a_cell_tagged_solution_is_left_out_and_others_stay() -> None:
    secret = new_code_cell("42", metadata={"tags": ["solution"]})
    cells = handout(new_markdown_cell("# Title"), secret, new_code_cell("%matplotlib inline\nx = 1"))
    assert ["".join(cell["source"]) for cell in cells] == ["# Title", "%matplotlib inline\nx = 1"]


def test_the_same_notebook_gives_the_same_bytes() -> None:
    text = notebook(new_markdown_cell("a"), new_code_cell("b"))
    assert make_handout(text, file="a.ipynb") == make_handout(text, file="a.ipynb")
    nbformat.validate(nbformat.reads(make_handout(text, file="a.ipynb"), as_version=4))


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_what_is_no_notebook_is_named(text: str) -> None:
    with pytest.raises(CourseError, match=r"a\.ipynb: is not a notebook"):
        make_handout(text, file="a.ipynb")


def test_a_region_without_an_end_is_named_with_its_cell() -> None:
    with pytest.raises(CourseError, match=r"a\.ipynb, cell 2:1: .* without an end"):
        handout(new_markdown_cell("a"), new_code_cell("# BEGIN SOLUTION\n1"))


def test_a_region_without_a_beginning_is_named_with_the_authors_cell() -> None:
    hidden = new_code_cell("42", metadata={"tags": ["solution"]})
    with pytest.raises(CourseError, match=r"a\.ipynb, cell 3:2: .* without a beginning"):
        handout(new_markdown_cell("a"), hidden, new_code_cell("x = 1\n# END SOLUTION"))


def test_the_cells_are_the_authors_own_hidden_ones_too() -> None:
    secret = new_code_cell("42", metadata={"tags": ["solution"]})
    cells = read_cells(notebook(new_markdown_cell("a"), secret), file="a.ipynb")
    assert cells == [
        AuthoredCell("a.ipynb, cell 1", "markdown", "a", hidden=False),
        AuthoredCell("a.ipynb, cell 2", "code", "42", hidden=True),
    ]
