"""From a notebook's JSON to its cells. Outputs are dropped before anything else looks at them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.intake.names import shown
from grader.intake.notebooks.refusal import ADVICE, UnreadableNotebook
from grader.model import Cell

MAX_CELLS = 2_000


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells, and what is odd about the notebook as a whole."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]


def read_cells(text: str, file: str) -> Cells:
    """Raises UnreadableNotebook where `text` is no notebook."""
    content = _parsed(text, file)
    if _is_old(content):
        content = _upgraded(content, file)
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise _refused("it has no cells", file)
    if len(cells) > MAX_CELLS:
        raise _refused(f"it has more than {MAX_CELLS:,} cells", file)
    return Cells(tuple(map(_cell, cells)), tuple(_notes(content)))


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        content = json.loads(text, object_hook=_without_outputs)
    except json.JSONDecodeError as error:
        raise _refused(f"its JSON breaks at line {error.lineno} ({error.msg})", file) from None
    except (ValueError, RecursionError):
        raise _refused("its JSON is nested too deeply, or holds a number that is too long", file) from None
    if not isinstance(content, dict):
        raise _refused("its JSON is no object", file)
    return content


def _without_outputs(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"outputs": []} if "outputs" in found else found


def _is_old(content: dict[str, Any]) -> bool:
    version = content.get("nbformat")
    return "worksheets" in content or (isinstance(version, int) and version < 4)


def _upgraded(content: dict[str, Any], file: str) -> dict[str, Any]:
    """The notebook in format 4; nbformat knows the older ones."""
    import nbformat
    from nbformat import reader

    try:
        old = reader.reads(json.dumps(content))  # type: ignore[no-untyped-call]
        return dict(nbformat.convert(old, 4))  # type: ignore[no-untyped-call]
    except Exception:  # nbformat raises whatever its converters raise
        version = shown(str(content.get("nbformat")))
        raise _refused(f"its format, nbformat {version}, cannot be converted", file) from None


def _cell(cell: object) -> Cell:
    if not isinstance(cell, dict):
        return Cell("raw", "")
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    kind = cell.get("cell_type")
    return Cell(
        kind if isinstance(kind, str) and kind in {"code", "markdown"} else "raw",
        _clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")),
    )


def _clean(text: str) -> str:
    """Without the lone surrogates that JSON can spell, and that nothing else takes."""
    return text.encode("utf-8", "replace").decode()


def _notes(content: dict[str, Any]) -> Iterator[str]:
    kernel, language = (_table(content.get("metadata"), key) for key in ("kernelspec", "language_info"))
    if kernel.get("name") == "python2" or str(language.get("version", "")).startswith("2."):
        yield "a notebook of Python 2, which is graded with Python 3"
    names = {str(table.get("name", "python")).lower() for table in (language,)}
    if not any(name.startswith(("python", "ipython")) for name in names):
        yield f"a notebook in another language ({shown(names.pop())})"


def _table(metadata: object, key: str) -> dict[str, Any]:
    found = metadata.get(key) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def _refused(what: str, file: str) -> UnreadableNotebook:
    return UnreadableNotebook(f"not a notebook that can be read: {what}.", file, ADVICE)
