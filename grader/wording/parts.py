"""Numbers, pairs and counts, as sentences are made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from grader.wording.characters import printable

Details = Mapping[str, Any]
Pair = tuple[str, ...]


def share(details: Details, key: str, sentence: str) -> list[str]:
    """The sentence with its count, unless that is nothing, or all there is to a single number."""
    count, entries = details.get(key), details.get("entries")
    return [sentence.format(count, entries)] if count and entries and entries != 1 else []


def both(details: Details, shown: Callable[[Any, Any], Pair]) -> list[str]:
    """`yours …, expected …`, as a list of one, or of none where either is not known."""
    if "yours" not in details or "expected" not in details:
        return []
    yours, expected = shown(details["yours"], details["expected"])
    return [f"yours is {yours}, expected is {expected}."]


def capitalised(pair: list[str]) -> list[str]:
    return [part[0].upper() + part[1:] for part in pair]


def told(details: Details, key: str, sentence: str) -> list[str]:
    text = details.get(key)
    return [sentence.format(text)] if text else []


def entry(subject: str, index: object) -> str:
    return f"{subject}[{', '.join(map(exact, index)) if isinstance(index, list | tuple) else exact(index)}]"


def shape(shape: object) -> str:
    """A shape as numpy writes it: `()`, `(3,)`, `(3, 4)`."""
    return str(tuple(shape)) if isinstance(shape, list | tuple) else exact(shape)


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


def count(value: object) -> str:
    """A number of things, with its thousands apart."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else exact(value)


def is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def finite(value: object) -> float | None:
    """The number that this is, if it is one to calculate with."""
    return float(value) if is_number(value) and abs(value) < _HUGE else None


_HUGE = 1e300
