"""Lines of a module that was made from a notebook: marked where it is made, found where it fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MADE_FROM = "# Made from the notebook "


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line of a notebook's cell; cells and lines count from 1."""

    file: str
    cell: int
    line: int

    def __str__(self) -> str:
        return f"{self.file}, cell {self.cell}, line {self.line}"


def mark(place: CellLine) -> str:
    """The comment that says where the line below it comes from, and the lines that follow."""
    return f"# {place}"


def find(lines: Sequence[str], number: int) -> CellLine | None:
    """Where line `number` of the module comes from; None where it was not made from a notebook."""
    if not lines or not lines[0].startswith(MADE_FROM):
        return None
    for above in range(min(number - 2, len(lines) - 1), 0, -1):
        if marked := _MARK.fullmatch(lines[above].strip()):
            file, cell, line = marked.groups()
            return CellLine(file, int(cell), int(line) + number - above - 2)
    return None


_MARK = re.compile(r"# (.{1,200}\.ipynb), cell (\d{1,6}), line (\d{1,7})", re.IGNORECASE)
