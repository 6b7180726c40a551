"""What a misspelt name may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str], most: int = 1, *, before: str = "", after: str = "") -> str:
    """Ask within a sentence whether the nearest of the known words is meant.

    Args:
        word: What was written.
        known: What could have been.
        most: So many words are offered.
        before: Joins the question to what is said before it.
        after: Joins it to what is said after it.

    Returns:
        The question between the two; an empty text where no known word is near.
    """
    close = get_close_matches(word, list(known), n=most)
    names = ", or ".join(f"`{name}`" for name in close)
    return f"{before}did you mean {names}?{after}" if close else ""


def suggestion(word: str, known: Iterable[str], rest: str = "", *, most: int = 1) -> str:
    """The question as a sentence of its own, then the rest of the advice."""
    question = did_you_mean(word, known, most, after=" " if rest else "")
    return question[:1].upper() + question[1:] + rest
