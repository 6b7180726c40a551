"""The handout's notebook, made from the author's: no answers, no outputs, nothing of the author's machine."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import nbformat

from grader.authoring.regions import BEGIN, make_stub
from grader.errors import CourseError, Problem

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
HIDDEN = "solution"  # a cell with this tag is the author's alone


def make_handout(text: str, *, file: str) -> str:
    """What students receive in place of the notebook `text`; raises CourseError where it is not one.

    Solution regions become stubs, cells tagged `solution` go, and so do outputs and counts. The same
    text gives the same bytes: each cell's id is made from its place.
    """
    notebook = _read(text, file)
    cells = [cell for cell in notebook.cells if HIDDEN not in cell.metadata.get("tags", [])]
    plain = [_handed_out(number, cell, file) for number, cell in enumerate(cells, start=1)]
    handout = {"cells": plain, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(handout, indent=1, ensure_ascii=False) + "\n"


def _read(text: str, file: str) -> Any:
    try:
        return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises whatever its parsers raise
        first, *_ = str(error).splitlines() or [type(error).__name__]
        raise CourseError([Problem(file, None, f"is not a notebook: {first}")]) from error


def _handed_out(number: int, cell: Any, file: str) -> dict[str, object]:
    source = cell.source
    if cell.cell_type == "code" and BEGIN in source:
        source = make_stub(source, file=f"{file}, cell {number}").rstrip("\n")
    name = hashlib.sha256(f"{number}:{cell.cell_type}".encode()).hexdigest()[:8]
    plain = {
        "cell_type": cell.cell_type,
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if cell.cell_type == "code":
        plain |= {"execution_count": None, "outputs": []}
    return plain
