"""The handout's notebook, made from the author's: no answers, no outputs, nothing of the author's machine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import nbformat

from grader.authoring.regions import BEGIN, END, make_stub
from grader.errors import CourseError, Problem

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
HIDDEN = "solution"  # a cell with this tag is the author's alone


@dataclass(frozen=True, slots=True)
class AuthoredCell:
    """A cell of the author's notebook; `name` is its place as messages give it, `kind` the format's word."""

    name: str
    kind: str
    source: str
    hidden: bool


def make_handout(text: str, *, file: str) -> str:
    """What students receive in place of the notebook `text`; raises CourseError where it is not one.

    Solution regions become stubs, cells tagged `solution` go, and so do outputs and counts. The same
    text gives the same bytes: each cell's id is made from its place.
    """
    cells = [cell for cell in read_cells(text, file=file) if not cell.hidden]
    plain = [_handed_out(place, cell) for place, cell in enumerate(cells, start=1)]
    handout = {"cells": plain, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(handout, indent=1, ensure_ascii=False) + "\n"


def read_cells(text: str, *, file: str) -> list[AuthoredCell]:
    """The cells of the author's notebook `text`; raises CourseError where it is not one."""
    cells = _read(text, file).cells
    return [
        AuthoredCell(
            f"{file}, cell {number}", cell.cell_type, cell.source, HIDDEN in cell.metadata.get("tags", [])
        )
        for number, cell in enumerate(cells, start=1)
    ]


def _read(text: str, file: str) -> Any:
    try:
        return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises whatever its parsers raise
        first, *_ = str(error).splitlines() or [type(error).__name__]
        raise CourseError([Problem(file, None, f"is not a notebook: {first}")]) from error


def _handed_out(place: int, cell: AuthoredCell) -> dict[str, object]:
    source = cell.source
    if cell.kind == "code" and (BEGIN in source or END in source):
        source = make_stub(source, file=cell.name).rstrip("\n")
    name = hashlib.sha256(f"{place}:{cell.kind}".encode()).hexdigest()[:8]
    plain: dict[str, object] = {
        "cell_type": cell.kind,
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        plain |= {"execution_count": None, "outputs": []}
    return plain
