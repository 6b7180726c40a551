"""Signs in a student's text that Python 3 will refuse it, found by regular expressions alone.

Every expression here takes time in proportion to the text: the text may be hostile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STRING_OR_COMMENT = re.compile(
    r"""
      '''[^\\']*+(?:(?:\\.?|'(?!''))[^\\']*+)*+(?:''')?
    | \"""[^\\"]*+(?:(?:\\.?|"(?!""))[^\\"]*+)*+(?:\""")?
    | '[^\\'\n]*+(?:\\.?[^\\'\n]*+)*+'?
    | "[^\\"\n]*+(?:\\.?[^\\"\n]*+)*+"?
    | \#[^\n]*+
    | \\\n
    """,
    re.VERBOSE | re.DOTALL,
)
_HIDDEN_LINE_END = "\0"  # texts come here without NUL
_BRACKETS = re.compile(r"[()\[\]{}]")
_PRINT = re.compile(r"(?:^|[:;])\s*print\s+(?!(?:and|else|for|if|in|is|not|or)\b)(?:[\w'\"]|>>)")
_XRANGE = re.compile(r"\bxrange\s*\(")
_XRANGE_BOUND = re.compile(r"\b(?:def\s+xrange\b|xrange\s*=)")


@dataclass(frozen=True, slots=True)
class Sign:
    """`line` counts from 1."""

    line: int
    note: str


@dataclass(frozen=True, slots=True)
class _Statement:
    """A logical line: strings emptied, comments gone, brackets and continuations joined."""

    line: int
    text: str


def python_signs(text: str) -> list[Sign]:
    """At most one of each kind: the first."""
    statements = list(_statements(text))
    found = (
        (
            _mixed_indentation(statements),
            "tabs and spaces are mixed in the indentation; Python 3 refuses that",
        ),
        (_print_statement(statements), "a print statement of Python 2; in Python 3 it is print(...)"),
        (_unbound_xrange(statements), "xrange is Python 2; in Python 3 it is range"),
    )
    return [Sign(line, note) for line, note in found if line is not None]


def _statements(text: str) -> Iterator[_Statement]:
    number, start, depth = 1, 1, 0
    held: list[str] = []
    for line in _STRING_OR_COMMENT.sub(_blank, text).split("\n"):
        if not held:
            start = number
        held.append(line)
        depth = _depth_after(line, depth)
        number += 1 + line.count(_HIDDEN_LINE_END)
        if depth == 0:
            yield from _joined(start, held)
            held = []
    yield from _joined(start, held)


def _blank(token: re.Match[str]) -> str:
    """Nothing but the line ends, hidden, and quotes where a string stood."""
    hidden = _HIDDEN_LINE_END * token[0].count("\n")
    return hidden if token[0][0] in "#\\" else f"''{hidden}"


def _depth_after(line: str, depth: int) -> int:
    for bracket in _BRACKETS.findall(line):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
    return depth


def _joined(start: int, held: Sequence[str]) -> Iterator[_Statement]:
    text = " ".join(held).replace(_HIDDEN_LINE_END, " ")
    if text.strip():
        yield _Statement(start, text)


def _mixed_indentation(statements: Sequence[_Statement]) -> int | None:
    """The first line that is deeper, or not, depending on the width of a tab: Python tries 8 and 1."""
    levels = [(0, 0)]
    for statement in statements:
        indent = statement.text[: len(statement.text) - len(statement.text.lstrip(" \t"))]
        wide, narrow = len(indent.expandtabs(8)), len(indent)
        while wide < levels[-1][0]:
            levels.pop()
        deeper = wide > levels[-1][0]
        if narrow <= levels[-1][1] if deeper else narrow != levels[-1][1]:
            return statement.line
        if deeper:
            levels.append((wide, narrow))
    return None


def _print_statement(statements: Sequence[_Statement]) -> int | None:
    return next((statement.line for statement in statements if _PRINT.search(statement.text)), None)


def _unbound_xrange(statements: Sequence[_Statement]) -> int | None:
    """None where the file imports or defines it, as the starters with `past.builtins` do."""
    first = None
    for statement in statements:
        if _binds_xrange(statement.text):
            return None
        if first is None and _XRANGE.search(statement.text):
            first = statement.line
    return first


def _binds_xrange(text: str) -> bool:
    imported = "import" in text and "xrange" in text and not _XRANGE.search(text)
    return imported or _XRANGE_BOUND.search(text) is not None
