"""Numbers, pairs and counts, as sentences are made of them."""

from __future__ import annotations

from typing import TypeGuard

from grader.messages.characters import printable
from grader.observations import Index

Pair = tuple[str, str]


def share(count: int | None, entries: int | None, sentence: str) -> list[str]:
    """The sentence with its count, unless that is nothing, or all there is to a single number."""
    return [sentence.format(count, entries)] if count and entries and entries != 1 else []


def both(yours: str, expected: str) -> str:
    return f"got {yours}, expected {expected}."


def capitalised(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def entry(subject: str, index: Index) -> str:
    return f"{subject}[{', '.join(map(str, index))}]"


def told_apart(yours: object, expected: object) -> Pair:
    """Numbers with seven digits, or with all of them where seven do not tell the two apart."""
    rounded = short(yours), short(expected)
    return rounded if rounded[0] != rounded[1] else (exact(yours), exact(expected))


def short(value: object) -> str:
    return f"{value:.7g}" if isinstance(value, float) else exact(value)


def scientific(value: object) -> str:
    return f"{value:.1e}" if is_number(value) else exact(value)


def exact(value: object) -> str:
    return printable(value if isinstance(value, str) else repr(value), 200)


def is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def finite(value: object) -> float | None:
    """The number that this is, if it is one to calculate with."""
    return float(value) if is_number(value) and abs(value) < _HUGE else None


_HUGE = 1e300
