"""Which submissions share what is rare, the most remarkable pairs first.

Two functions are alike by the share of their weight that both have. A pair's weight is what its matching
functions share, times that share: all of one function counts for more than a little of many.
Only functions that share a rare fingerprint meet: nobody is compared with everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from grader.similarity.answers import AnswerFunction, Answers
from grader.similarity.rarity import Rarity

LEAST_ALIKE = 1 / 5

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """Two functions that are alike, `alike` from 0 to 1; half of what they share has at most `holders`."""

    one: AnswerFunction
    other: AnswerFunction
    alike: float
    weight: float
    shared: frozenset[int]
    holders: int


@dataclass(frozen=True, slots=True)
class Pair:
    one: Answers
    other: Answers
    weight: float
    matches: tuple[Match, ...]


def rank(everybody: Sequence[Answers], rarity: Rarity, top: int) -> list[Pair]:
    """The `top` pairs, without those of two earlier submissions."""
    classroom = _Classroom(everybody, rarity)
    found = classroom.matches()
    order = sorted(found, key=lambda pair: (-sum(weight for weight, *_ in found[pair]), pair))
    return [classroom.pair(*pair, found[pair]) for pair in order[:top]]


_Found = tuple[float, float, int, int]  # weight, share, and the two functions


class _Classroom:
    """All functions in one row, with their owners and their weights."""

    def __init__(self, everybody: Sequence[Answers], rarity: Rarity) -> None:
        self.everybody, self.rarity = everybody, rarity
        owned = [(at, function) for at, one in enumerate(everybody) for function in one.functions]
        self.functions = [function for _, function in owned]
        self.owners = np.array([at for at, _ in owned], dtype=np.int64)
        self.earlier = np.array([bool(one.earlier) for one in everybody], dtype=np.bool_)
        self.totals = np.array(
            [sum(map(rarity.weight, function.fingerprints)) for function in self.functions]
        )

    def matches(self) -> dict[tuple[int, int], list[_Found]]:
        """By pair of owners, their functions that are alike: each function once, the best match first."""
        first, second, shared = self._shared()
        alike = shared / np.maximum(self.totals[first], self.totals[second])
        weight = shared * alike
        kept = np.flatnonzero(alike >= LEAST_ALIKE)
        found: dict[tuple[int, int], list[_Found]] = defaultdict(list)
        taken: set[tuple[int, int]] = set()  # a function, and the owner whom it is matched with
        for at in kept[np.argsort(-weight[kept], kind="stable")]:
            one, other = int(first[at]), int(second[at])
            owners = int(self.owners[one]), int(self.owners[other])
            if (one, owners[1]) not in taken and (other, owners[0]) not in taken:
                taken |= {(one, owners[1]), (other, owners[0])}
                found[owners].append((float(weight[at]), float(alike[at]), one, other))
        return found

    def pair(self, one: int, other: int, found: Sequence[_Found]) -> Pair:
        matches = tuple(self._match(*each) for each in found)
        return Pair(self.everybody[one], self.everybody[other], sum(m.weight for m in matches), matches)

    def _match(self, weight: float, alike: float, first: int, second: int) -> Match:
        one, other = self.functions[first], self.functions[second]
        shared = frozenset(
            key for key in one.fingerprints.keys() & other.fingerprints.keys() if self.rarity.weight(key)
        )
        holders = median_low(self.rarity.holders[key] for key in shared)
        return Match(one, other, alike, weight, shared, holders)

    def _shared(self) -> tuple[Numbers, Numbers, Floats]:
        """Every two functions of two owners that share a weight, and how much."""
        parts = list(self._meetings())
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros(0)
        keys, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
        met, which = np.unique(keys, return_inverse=True)
        shared = np.asarray(np.bincount(which, weights), dtype=np.float64)
        return met // len(self.functions), met % len(self.functions), shared

    def _meetings(self) -> Iterator[tuple[Numbers, Floats]]:
        """For each rare fingerprint, every two functions that have it."""
        by_size: dict[int, list[tuple[list[int], float]]] = defaultdict(list)
        for fingerprint, having in self._having().items():
            if len(having) > 1 and (weight := self.rarity.weight(fingerprint)):
                by_size[len(having)].append((having, weight))
        for size, group in by_size.items():
            left, right = np.triu_indices(size, k=1)
            members = np.array([having for having, _ in group])
            first, second = members[:, left].ravel(), members[:, right].ravel()
            weights = np.repeat([weight for _, weight in group], len(left))
            meet = self._may_meet(first, second)
            yield first[meet] * len(self.functions) + second[meet], weights[meet]

    def _having(self) -> dict[int, list[int]]:
        having: dict[int, list[int]] = defaultdict(list)
        for at, function in enumerate(self.functions):
            for fingerprint in function.fingerprints:
                having[fingerprint].append(at)
        return having

    def _may_meet(self, first: Numbers, second: Numbers) -> NDArray[np.bool_]:
        one, other = self.owners[first], self.owners[second]
        meet: NDArray[np.bool_] = (one != other) & ~(self.earlier[one] & self.earlier[other])
        return meet
