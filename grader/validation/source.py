"""A Python text with its syntax tree, and where in the text each node stands."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Edit:
    """`new` in place of the bytes from `start` up to `end`."""

    start: int
    end: int
    new: str


class SourceText:
    """Counts in bytes of UTF-8, as the syntax tree does."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._raw = text.encode()
        self._lines = [0, *accumulate(len(line) + 1 for line in self._raw.split(b"\n"))]

    def start(self, node: ast.expr | ast.stmt) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def cut(self, start: int, end: int) -> str:
        return self._raw[start:end].decode()

    def replace(self, node: ast.expr | ast.stmt, new: str) -> Edit:
        return Edit(self.start(node), self.end(node), new)

    def between(self, left: ast.expr, right: ast.expr, symbol: str) -> tuple[int, int] | None:
        """Where the operator `symbol` stands between its operands; None where a comment makes it unsure."""
        begin = self.end(left)
        gap = self.cut(begin, self.start(right))
        at = -1 if "#" in gap else gap.find(symbol)
        return None if at < 0 else (begin + at, begin + at + len(symbol))

    def edited(self, edit: Edit) -> str:
        return (self._raw[: edit.start] + edit.new.encode() + self._raw[edit.end :]).decode()

    def lines(self, edit: Edit) -> range:
        """The lines that the edit touches, counted from 1."""
        first = self._raw.count(b"\n", 0, edit.start) + 1
        return range(first, first + self._raw.count(b"\n", edit.start, edit.end) + 1)
