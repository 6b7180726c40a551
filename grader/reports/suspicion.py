"""Which tests look as if they did not measure what the others measure.

Three things can be seen without knowing why, and each is said only where chance is no explanation: one
side of a 95 % confidence interval has to clear a bound that sound tests, from very easy to very hard
ones, keep well away from. `benchmarks/items.py` measures how often the rules are right.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress

AT_LEAST = 50  # students; fewer say too little of a test
CONFIDENCE_Z = 1.645  # one side, 95 %
HARD = 0.06  # a sound test is passed by at least so many
EASY = 0.97  # and by at most so many, where some do badly in all else
TELLING = 0.61  # of all pairs, so many or more where who passes a sound test is better in all else
DO_WELL, DO_BADLY = 0.5, 0.4  # shares of all other points: of the best tenth, of the weakest
FLOOR = 0.1  # who has less of all else tells nothing of how a test goes with it


class Pattern(StrEnum):
    """What was seen."""

    NOBODY = "nobody"  # passes, although the best do well elsewhere
    EVERYBODY = "everybody"  # passes, the weakest too, who do badly elsewhere
    UNRELATED = "unrelated"  # who passes does no better elsewhere than who does not


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A pattern and the numbers that tell of it, shares between 0 and 1.

    `best` and `weakest` are the mean shares of all other points of the best and the weakest tenth,
    `pairs` is `superiority`, None where everybody passes or nobody.
    """

    pattern: Pattern
    students: int
    best: float
    weakest: float
    pairs: float | None = None


def suspicion(passed: Sequence[bool], elsewhere: Sequence[float]) -> Suspicion | None:
    """What is odd about a test, given who passed it and their shares of all other points."""
    students = len(passed)
    if students < AT_LEAST:
        return None
    ranked = sorted(elsewhere)
    weakest, best = statistics.fmean(ranked[: students // 10]), statistics.fmean(ranked[-(students // 10) :])
    chance = unanimous_by_chance(students)
    if not any(passed):
        odd = 1 - chance < HARD and best >= DO_WELL
        return Suspicion(Pattern.NOBODY, students, best, weakest) if odd else None
    if all(passed):
        odd = chance > EASY and weakest <= DO_BADLY
        return Suspicion(Pattern.EVERYBODY, students, best, weakest) if odd else None
    pairs = _unrelated(passed, elsewhere)
    return Suspicion(Pattern.UNRELATED, students, best, weakest, pairs) if pairs is not None else None


def _unrelated(passed: Sequence[bool], elsewhere: Sequence[float]) -> float | None:
    """The share of pairs, where it is no more than that of a coin."""
    tells = [share > FLOOR for share in elsewhere]
    passed, elsewhere = list(compress(passed, tells)), list(compress(elsewhere, tells))
    pairs = superiority(passed, elsewhere)
    if len(passed) < AT_LEAST or pairs is None:
        return None
    return pairs if pairs + CONFIDENCE_Z * superiority_error(passed) < TELLING else None


def unanimous_by_chance(students: int) -> float:
    """The lowest rate p at which all of n agree in at least 5 % of classes: p^n = 0.05.

    It bounds the rate of passing from below where all have passed (Clopper and Pearson, Biometrika 26,
    1934), and one minus it bounds the rate from above where nobody has.
    """
    return float(0.05 ** (1 / students))


def superiority(passed: Sequence[bool], elsewhere: Sequence[float]) -> float | None:
    """A = P(X > Y) + P(X = Y) / 2, X from those who passed, Y from those who did not; None without both.

    The statistic of Mann and Whitney (1947) over the number of pairs: 0.5 for a test that is unrelated to
    all else, however easy or hard it is. r_rest would call a very easy or very hard test unrelated too.
    """
    passes = sum(passed)
    fails = len(passed) - passes
    if not passes or not fails:
        return None
    places = _ranks(elsewhere)
    above = math.fsum(place for place, one in zip(places, passed, strict=True) if one)
    return (above - passes * (passes + 1) / 2) / (passes * fails)


def superiority_error(passed: Sequence[bool]) -> float:
    """The standard error of A where test and all else are unrelated, sqrt((m + n + 1) / 12 m n)."""
    passes = sum(passed)
    fails = len(passed) - passes
    return math.sqrt((passes + fails + 1) / (12 * passes * fails))


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] - values[order[start]] <= _SAME:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks


_SAME = 1e-9  # shares that differ by rounding alone
