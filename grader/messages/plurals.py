"""Numbers with their nouns."""

from __future__ import annotations


def counted(number: float, noun: str, many: str = "") -> str:
    """`1 day`, `2 days`, `0.5 points`; `many` is the plural where it is not the noun with an s."""
    return f"{number:.10g} {plural(number, noun, many)}"


def plural(number: float, noun: str, many: str = "") -> str:
    """The noun, or the verb, alone in the form that goes with the number."""
    return noun if number == 1 else many or f"{noun}s"
