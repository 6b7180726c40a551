"""Fingerprints of a function: the winnowing of Schleimer, Wilkerson and Aiken (SIGMOD 2003).

Every run of `LENGTH` tokens has a hash; of each `WINDOW` neighbours the smallest is kept. So two functions
that share `LENGTH + WINDOW - 1` tokens in a row share a fingerprint, wherever the run stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.similarity.tokens import Token

LENGTH = 12
WINDOW = 4


@dataclass(frozen=True, slots=True)
class Gram:
    """A run of tokens: its hash, the same on every machine and in every run, and its lines."""

    hash: int
    first: int
    last: int


def grams(tokens: Sequence[Token]) -> list[Gram]:
    """Every run of `LENGTH` tokens; none where there are fewer: so little can be written in one way only."""
    return [_gram(tokens[start : start + LENGTH]) for start in range(len(tokens) - LENGTH + 1)]


def winnow(found: Sequence[Gram]) -> Iterator[Gram]:
    """The smallest of each window, the last of several."""
    kept = -1
    for start in range(len(found) - min(WINDOW, len(found)) + 1 if found else 0):
        window = range(start, min(start + WINDOW, len(found)))
        best = min(window, key=lambda at: (found[at].hash, -at))
        if best != kept:
            yield found[best]
        kept = best


def _gram(run: Sequence[Token]) -> Gram:
    text = " ".join(token.text for token in run).encode("utf-8", "surrogatepass")
    number = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
    lines = [token.line for token in run]
    return Gram(number, min(lines), max(lines))
