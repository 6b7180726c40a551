"""A notebook's cells with what the formats need of them: metadata, and what was printed. Nothing is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.course.reader import read
from grader.errors import CourseError, Problem

FENCE = "```otter"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of the notebook; `printed` is None where it was never run, or showed more than text."""

    number: int
    kind: str
    source: str
    metadata: dict[str, Any]
    printed: str | None


def read_cells(path: Path) -> list[SourceCell]:
    """The notebook's cells; raises CourseError where the file is none."""
    text = read(path, path.name).text
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise _refused(path, line, "is not a notebook: its JSON cannot be read") from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise _refused(path, None, "is not a notebook of format 4: it has no list of cells")
    return [part for number, cell in enumerate(cells, start=1) for part in _unfenced(_cell(number, cell))]


def _refused(path: Path, line: int | None, what: str) -> CourseError:
    return CourseError([Problem(path.name, line, what)], advice="Open it in Jupyter, save it, and try again.")


def _cell(number: int, cell: dict[str, Any]) -> SourceCell:
    kind, metadata = cell.get("cell_type"), cell.get("metadata")
    return SourceCell(
        number,
        kind if kind in {"code", "markdown"} else "raw",
        _text(cell.get("source")).replace("\r\n", "\n").replace("\0", ""),
        metadata if isinstance(metadata, dict) else {},
        _printed(cell.get("outputs")),
    )


def _text(source: object) -> str:
    lines = source if isinstance(source, list) else [source]
    joined = "".join(line for line in lines if isinstance(line, str))
    return joined.encode("utf-8", "replace").decode()


def _printed(outputs: object) -> str | None:
    """What the cell printed, and the value that it showed; None where one of its outputs is neither."""
    texts = [_output(output) for output in outputs] if isinstance(outputs, list) else []
    known = [text for text in texts if text is not None]
    return "".join(known).rstrip("\n") if len(known) == len(texts) else None


def _output(output: object) -> str | None:
    match output:
        case {"output_type": "stream", "name": "stdout", "text": text}:
            return _text(text)
        case {"output_type": "execute_result", "data": {"text/plain": text}}:
            return _text(text)
    return None


def _unfenced(cell: SourceCell) -> Iterator[SourceCell]:
    """A block fenced as otter's stands for a raw cell, in editors that have none."""
    if cell.kind != "markdown" or FENCE not in cell.source:
        yield cell
        return
    before, _, after = cell.source.partition(f"{FENCE}\n")
    block, _, rest = after.partition("\n```")
    for kind, source in (("markdown", before), ("raw", block), ("markdown", rest)):
        if source.strip():
            yield from _unfenced(replace(cell, kind=kind, source=source.strip("\n")))
