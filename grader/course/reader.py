"""A TOML file as data that remembers its lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.locate import KeyPath, key_lines, line_of
from grader.errors import CourseError, Problem

Mistake = tuple[KeyPath, str]

MAX_DEPTH = 50
INT64 = range(-(1 << 63), 1 << 63)  # TOML promises no more
TOO_DEEP = f"is nested too deeply; {MAX_DEPTH} levels are read"
TOO_LONG = "holds a whole number of more than 64 bits, which TOML does not have; write a smaller one"


@dataclass(frozen=True, slots=True)
class NamedText:
    """A file's text under the name that messages give it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file. `data` is what it says."""

    name: str
    data: dict[str, Any]
    text: str

    def problems(self, mistakes: Iterable[Mistake]) -> list[Problem]:
        """Each mistake with its line, in the order of the file."""
        mistakes = list(mistakes)
        lines = key_lines(self.text) if mistakes else {}
        found = [Problem(self.name, line_of(lines, path), message) for path, message in mistakes]
        return sorted(found, key=lambda problem: problem.line or 0)


def read(path: Path, name: str) -> NamedText:
    """The file's text; a byte order mark and Windows line ends are no part of it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _mistake(name, None, f"cannot be read: {error.strerror}") from error
    try:
        return NamedText(name, raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _mistake(name, line, "is not UTF-8 text; save the file in the encoding UTF-8") from error


def parse(source: NamedText) -> TomlFile:
    """What the text says; raises CourseError with the line where it is not TOML."""
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        what, line = _syntax_error(str(error), source.text)
        raise _mistake(source.name, line, f"is not valid TOML: {what}") from error
    except RecursionError:
        raise _mistake(source.name, None, TOO_DEEP) from None
    except ValueError:  # Python reads no decimal of more than 4300 digits
        raise _mistake(source.name, None, TOO_LONG) from None
    if excess := _excess(data):
        raise _mistake(source.name, None, excess)
    return TomlFile(source.name, data, source.text)


def _excess(data: dict[str, Any]) -> str | None:
    """What Python's parser lets pass, and nothing that reads the file could work with."""
    layer: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        layer = [child for value in layer for child in _children(value)]
        if any(type(value) is int and value not in INT64 for value in layer):
            return TOO_LONG
    return TOO_DEEP if layer else None


def _children(value: object) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _syntax_error(message: str, text: str) -> tuple[str, int]:
    """The parser says the place in its message: `(at line 3, column 8)` or `(at end of document)`."""
    what, _, place = message.rpartition(" (at ")
    line = re.match(r"line (\d+)", place)
    return what or message, int(line[1]) if line else text.rstrip("\n").count("\n") + 1


def _mistake(name: str, line: int | None, message: str) -> CourseError:
    return CourseError([Problem(name, line, message)])
