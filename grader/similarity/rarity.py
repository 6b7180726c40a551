"""How rare a fingerprint is: what many wrote alike says nothing of two."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from grader.similarity.answers import AnswerFunction

FEW = 5
COMMON_SHARE = 1 / 4
MOST_HOLDERS = 60  # in a large class too: what so many wrote has come about by itself


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many submissions there are, how many of them have each fingerprint, and what the reference has."""

    submissions: int
    holders: Mapping[int, int]
    reference: Set[int]

    def weight(self, fingerprint: int) -> float:
        """Its inverse document frequency in bits; 0 for what is common.

        The reference is one more author: what it has, others find as well.
        """
        authors = self.submissions + 1
        holders = self.holders[fingerprint] + (fingerprint in self.reference)
        common = max(FEW, min(authors * COMMON_SHARE, MOST_HOLDERS))
        return math.log2((authors + 1) / holders) if holders <= common else 0.0


def count(submissions: Sequence[Sequence[AnswerFunction]], reference: Sequence[AnswerFunction]) -> Rarity:
    """Over the functions of each submission, and those of the reference."""
    holders: Counter[int] = Counter()
    for functions in submissions:
        holders.update(_fingerprints(functions))
    return Rarity(len(submissions), holders, _fingerprints(reference))


def _fingerprints(functions: Sequence[AnswerFunction]) -> set[int]:
    return {fingerprint for function in functions for fingerprint in function.fingerprints}
