"""What tests, tasks and assignments are called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from grader.converters.notebook import SourceCell
from grader.messages import printable

HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
POINTS = re.compile(r"\s*[\[(][\d.,]+\s*(?:points?|pts?\.?|marks?)[\])]", re.IGNORECASE)
LONGEST = 100


def plain(text: str) -> str:
    """A heading's words without its marks and points; in one line."""
    words = " ".join(re.sub(r"[*_`]{2,}|^#+", "", POINTS.sub("", text)).split())
    return printable(words.strip(" :"), LONGEST)


def heading(cells: Iterable[SourceCell]) -> str:
    """The notebook's title: its first heading of the first level; "" without one."""
    for cell in cells:
        if cell.kind == "markdown" and (found := re.search(r"^#\s+(.+)$", cell.source, re.MULTILINE)):
            return plain(found[1])
    return ""


def last_heading(source: str) -> str:
    found = HEADING.findall(source)
    return plain(found[-1]) if found else ""


def docstring(source: str) -> str:
    """The first line of the text that a test cell begins with."""
    try:
        text = ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError, RecursionError):
        return ""
    return printable(text.strip().split("\n")[0].strip(), LONGEST)


def identifier(words: str) -> str:
    """A name for Python: `2. Gradients!` becomes `_2_gradients`."""
    name = re.sub(r"\W+", "_", words.lower(), flags=re.ASCII).strip("_")
    return f"_{name}" if name[:1].isdigit() else name
