"""Two functions side by side: their lines, and which of them say the same."""

from __future__ import annotations

import textwrap
from collections.abc import Set
from dataclasses import dataclass

from grader.similarity.answers import AnswerFunction
from grader.similarity.ranking import Match

MOST_LINES = 80
CONTEXT = 2


@dataclass(frozen=True, slots=True)
class PassageLine:
    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a function; `above` and `below` count the lines that are not shown."""

    name: str
    place: str
    lines: tuple[PassageLine, ...]
    above: int
    below: int


def side_by_side(match: Match) -> tuple[Passage, Passage]:
    """What the two functions share, with a little around it."""
    return _passage(match.one, match.shared), _passage(match.other, match.shared)


def _passage(function: AnswerFunction, shared: Set[int]) -> Passage:
    marked = {
        line
        for key in shared
        for first, last in function.fingerprints[key]
        for line in range(first, last + 1)
    }
    start = max(0, min(marked) - CONTEXT)
    stop = min(len(function.lines), max(marked) + 1 + CONTEXT, start + MOST_LINES)
    texts = textwrap.dedent("\n".join(function.lines)).split("\n")
    lines = tuple(PassageLine(texts[at].rstrip(), at in marked) for at in range(start, stop))
    return Passage(function.name, function.place, lines, start, len(function.lines) - stop)
