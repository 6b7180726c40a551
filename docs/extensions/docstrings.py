"""Our docstrings as reStructuredText, and signatures as they are written.

In a docstring backticks quote code, indented lines are code, and all else is plain text.
"""

from __future__ import annotations

import inspect
import re
from enum import EnumMeta
from itertools import groupby
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.inspect import stringify_signature


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", rewrite)
    app.connect("autodoc-process-signature", as_written)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def rewrite(_app: Sphinx, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]) -> None:
    """Change `lines` in place, as autodoc asks for."""
    written: list[str] = []
    for is_code, block in groupby(lines, key=lambda line: line.startswith("    ")):
        text = list(block)
        written += [".. code-block:: python", "", *text, ""] if is_code else map(_plain, text)
    lines[:] = written


def as_written(
    _app: Sphinx, what: str, _name: str, thing: Any, _options: Any, arguments: str | None, returns: str | None
) -> tuple[str, str | None] | None:
    """The types as they stand in the source: an alias by its name, not by what it is made of."""
    if arguments is None or issubclass(type(thing), EnumMeta):
        return None
    signature = inspect.signature(thing)
    shown = [parameter for parameter in signature.parameters.values() if parameter.name != "self"]
    written = stringify_signature(signature.replace(parameters=shown))
    before, arrow, after = written.rpartition(" -> ")
    return (before, after if what != "class" else None) if arrow else (written, returns)


def _plain(line: str) -> str:
    """`x` becomes ``x``; what would be markup elsewhere is escaped."""
    parts = re.split(r"(`[^`]*`)", line)
    return "".join(f"`{part}`" if part.startswith("`") else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    return re.sub(r"([*|_])", r"\\\1", text)
