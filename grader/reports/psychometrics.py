"""What a class tells of its tests: classical test theory, in plain Python.

x_j are the points in test j, T is the sum of all of them, k the number of tests. After Lord and Novick,
Statistical Theories of Mental Test Scores (1968), and Cronbach, Coefficient alpha and the internal
structure of tests, Psychometrika 16 (1951).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul, sub

Numbers = Sequence[float]


def difficulty(points: Numbers, most: float) -> float | None:
    """The share of the points that the class gets, p = mean(x_j) / max(x_j): high for an easy test."""
    return math.fsum(points) / len(points) / most if points and most else None


def rest(points: Numbers, totals: Numbers) -> list[float]:
    """T - x_j: what each student has in all other tests."""
    return list(map(sub, totals, points))


def correlation(one: Numbers, other: Numbers) -> float | None:
    """Pearson's r = cov(x, y) / (sd(x) sd(y)), None where either is constant.

    With x_j and T - x_j it is r_rest, the corrected item-total correlation (Henrysson, Psychometrika 28,
    1963).
    """
    if is_constant(one) or is_constant(other):
        return None
    x, y = _centred(one), _centred(other)
    return _product(x, y) / math.sqrt(_product(x, x) * _product(y, y))


def variance(values: Numbers) -> float:
    """The sum of (x - mean)^2 divided by n - 1; 0 for a single one."""
    centred = _centred(values)
    return _product(centred, centred) / max(len(values) - 1, 1)


def alpha(k: int, parts: float, total: float) -> float | None:
    """Cronbach's alpha = k/(k-1) (1 - parts/total): `parts` is sum_j var(x_j), `total` is var(T).

    Alpha if test j is deleted is that of k - 1, parts - var(x_j) and var(T - x_j). None where there is
    no spread to speak of.
    """
    return k / (k - 1) * (1 - parts / total) if k > 1 and total > _NOTHING else None


def standard_error(totals: Numbers, reliability: float) -> float:
    """The standard error of measurement, SEM = sd(T) sqrt(1 - alpha)."""
    return math.sqrt(variance(totals) * (1 - reliability))


def is_constant(values: Numbers) -> bool:
    """Whether all are the same but for rounding."""
    if len(values) < 2:
        return True
    high, low = max(values), min(values)
    return high - low <= 1e-9 * max(abs(high), abs(low))


def _centred(values: Numbers) -> list[float]:
    mean = math.fsum(values) / max(len(values), 1)
    return [value - mean for value in values]


def _product(one: Numbers, other: Numbers) -> float:
    return math.fsum(map(mul, one, other))


_NOTHING = 1e-12  # what rounding leaves of a variance that is zero
