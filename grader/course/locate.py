"""Where in a TOML text each key stands, so that a mistake can be shown with its line."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

KeyPath = tuple[str | int, ...]
"""Keys and positions from the top of the document: `("tasks", 1, "points")`."""


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line of every table, key and element of a valid TOML document, counted from 1.

    What a value that spans lines holds counts as standing where its key stands.
    """
    lines: dict[KeyPath, int] = {}
    sizes: Counter[KeyPath] = Counter()
    table: KeyPath = ()
    for line, statement, data in _statements(text):
        paths = list(_paths(data))
        if statement.lstrip().startswith("["):
            table = _header(paths[-1], sizes)
            paths = [()]
        for path in paths:
            _note(lines, table + path, line)
    return lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """The line of `path`, or of the innermost table around it that stands in the text."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each header and each assignment, alone: its first line, its text, what it says by itself.

    It ends with the first line that makes it valid TOML, so the parser finds the end of long values.
    """
    pending: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        pending.append(line)
        statement = "\n".join(pending)
        if (data := _parsed(statement)) is not None:
            yield number - len(pending) + 1, statement, data
            pending = []


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _paths(value: Any) -> Iterator[KeyPath]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (key,)
        for path in _paths(child):
            yield (key, *path)


def _header(path: KeyPath, sizes: Counter[KeyPath]) -> KeyPath:
    """The table that a header opens; read alone, `[[tasks]]` is always `("tasks", 0)`."""
    opened: KeyPath = ()
    for key in path:
        if isinstance(key, int):
            sizes[opened] += 1
            opened = (*opened, sizes[opened] - 1)
        else:
            opened = _inside_last(opened, sizes)
            opened = (*opened, key)
    return opened


def _inside_last(path: KeyPath, sizes: Counter[KeyPath]) -> KeyPath:
    """`[tasks.hints]` after two `[[tasks]]` belongs to the second."""
    return (*path, sizes[path] - 1) if path in sizes else path


def _note(lines: dict[KeyPath, int], path: KeyPath, line: int) -> None:
    for end in range(1, len(path) + 1):
        lines.setdefault(path[:end], line)
