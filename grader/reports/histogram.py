"""Scores in ten equal parts of the scale, and in one more for those beyond it."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10
FULL = 100
WIDTH = FULL // BINS


@dataclass(frozen=True, slots=True)
class Bin:
    """The scores from `low` up to `high` percent."""

    low: int
    high: int
    count: int

    @property
    def label(self) -> str:
        """The tenth below full marks holds them too; what is above them is extra credit."""
        if self.low == FULL:
            return f"above {FULL} %"
        return f"{self.low} to {'' if self.high == FULL else 'under '}{self.high} %"


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

    def along(self, percent: float) -> float:
        """Where a score lies, in widths of a bin from the left."""
        last = self.bins[-1]
        beyond = max(percent - last.low, 0.0) / (last.high - last.low)
        return max(min(percent, last.low), 0.0) / WIDTH + min(beyond, 1.0)


def histogram(percentages: Iterable[float]) -> Histogram | None:
    """None where there is nothing to draw; what lies below the scale counts at its end."""
    scores = list(percentages)
    if not scores:
        return None
    counts = Counter(map(_number, scores))
    bins = [Bin(i * WIDTH, (i + 1) * WIDTH, counts[i]) for i in range(BINS)]
    if counts[BINS]:
        bins.append(Bin(FULL, math.ceil(max(scores)), counts[BINS]))
    return Histogram(tuple(bins), *_quartiles(scores))


def _number(score: float) -> int:
    """Of the bin that holds it."""
    return BINS if score > FULL else min(max(int(score // WIDTH), 0), BINS - 1)


def _quartiles(scores: Sequence[float]) -> tuple[float, float, float]:
    """Where a quarter, a half and three quarters of the scores lie below, interpolated between two scores."""
    if len(scores) == 1:
        return scores[0], scores[0], scores[0]
    lower, median, upper = statistics.quantiles(scores, n=4, method="inclusive")
    return lower, median, upper
