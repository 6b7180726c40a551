"""Scores in ten equal parts of the scale."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The scores from `low` up to `high` percent; the last one holds full marks too."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bins, and the median and the quartiles of the scores, in percent."""

    bins: tuple[Bin, ...]
    lower: float
    median: float
    upper: float

    @property
    def total(self) -> int:
        return sum(part.count for part in self.bins)

    @property
    def highest(self) -> int:
        return max(part.count for part in self.bins)


def histogram(percentages: Iterable[float]) -> Histogram | None:
    """None where there is nothing to draw; what lies outside the scale counts at its end."""
    scores = list(percentages)
    if not scores:
        return None
    width = 100 // BINS
    counts = Counter(min(max(int(score // width), 0), BINS - 1) for score in scores)
    bins = tuple(Bin(i * width, (i + 1) * width, counts[i]) for i in range(BINS))
    return Histogram(bins, *_quartiles(scores))


def _quartiles(scores: Sequence[float]) -> tuple[float, float, float]:
    """Where a quarter, a half and three quarters of the scores lie below, interpolated between two scores."""
    if len(scores) == 1:
        return scores[0], scores[0], scores[0]
    lower, median, upper = statistics.quantiles(scores, n=4, method="inclusive")
    return lower, median, upper
