"""How far the numbers of a small class can be trusted."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import mul

RESAMPLES = 1000
CONFIDENCE = 0.95

Weights = Sequence[int]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a number lies with 95 % confidence."""

    low: float
    high: float


def resamples(students: int) -> list[Weights]:
    """Classes of the same size, drawn from this one with replacement: how often each student is in each.

    The same for the same number of students: a page that is written again does not change.
    """
    draw = random.Random(students)  # noqa: S311 - no secret
    everybody = range(students)
    drawn = (Counter(draw.choices(everybody, k=students)) for _ in range(RESAMPLES))
    return [[counts[student] for student in everybody] for counts in drawn]


def interval(statistic: Callable[[Weights], float | None], classes: Iterable[Weights]) -> Interval | None:
    """The percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).

    None where the statistic is not defined in half of the classes or more.
    """
    values = sorted(value for value in map(statistic, classes) if value is not None)
    if 2 * len(values) <= RESAMPLES:
        return None
    cut = int(len(values) * (1 - CONFIDENCE) / 2)
    return Interval(values[cut], values[-1 - cut])


def weighted_mean(values: Sequence[float]) -> Callable[[Weights], float]:
    """The mean in a resampled class."""
    return lambda weights: sum(map(mul, weights, values)) / len(values)


def weighted_variance(values: Sequence[float]) -> Callable[[Weights], float]:
    """The mean of (x - mean)^2 in a resampled class."""
    mean, square = weighted_mean(values), weighted_mean(list(map(mul, values, values)))
    return lambda weights: max(square(weights) - mean(weights) ** 2, 0.0)


def weighted_correlation(one: Sequence[float], other: Sequence[float]) -> Callable[[Weights], float | None]:
    """Pearson's r in a resampled class."""
    parts = (one, other), (one, one), (other, other)
    means = weighted_mean(one), weighted_mean(other)
    products = [weighted_mean(list(map(mul, first, second))) for first, second in parts]

    def statistic(weights: Weights) -> float | None:
        x, y = (mean(weights) for mean in means)
        xy, xx, yy = (product(weights) for product in products)
        spread = (xx - x * x) * (yy - y * y)
        return (xy - x * y) / math.sqrt(spread) if spread > _NOTHING else None

    return statistic


_NOTHING = 1e-12  # what rounding leaves of a variance that is zero
