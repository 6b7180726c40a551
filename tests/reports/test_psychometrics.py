"""grader.reports.psychometrics: the numbers are those that numpy finds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.reports import psychometrics


@pytest.fixture
def points() -> np.ndarray:
    """80 students, 6 tests of different weights that have an ability in common."""
    rng = np.random.default_rng(3)
    ability = rng.standard_normal((80, 1))
    return (ability + rng.standard_normal((80, 6)) > [-1, -0.5, 0, 0.3, 0.8, 1.2]) * [1, 2, 5, 1, 3, 0.1]


def alpha(points: np.ndarray) -> float:
    """Standardised nowhere, from the covariance matrix: k/(k-1) (1 - trace / sum)."""
    covariance = np.cov(points.T)
    k = len(covariance)
    return k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())


def ours(points: np.ndarray) -> float | None:
    parts = sum(psychometrics.variance(column.tolist()) for column in points.T)
    return psychometrics.alpha(points.shape[1], parts, psychometrics.variance(points.sum(1).tolist()))


def test_difficulty_is_the_mean_share(points: np.ndarray) -> None:
    assert psychometrics.difficulty(points[:, 2].tolist(), 5.0) == pytest.approx((points[:, 2] > 0).mean())
    assert psychometrics.difficulty([], 5.0) is None
    assert psychometrics.difficulty([0.0], 0.0) is None


def test_r_rest_leaves_the_test_itself_out(points: np.ndarray) -> None:
    totals = points.sum(1)
    for j, column in enumerate(points.T):
        found = psychometrics.correlation(
            column.tolist(), psychometrics.rest(column.tolist(), totals.tolist())
        )
        others = np.delete(points, j, axis=1).sum(1)
        assert found == pytest.approx(np.corrcoef(column, others)[0, 1])
        assert found < np.corrcoef(column, totals)[0, 1]


@pytest.mark.parametrize("values", [[], [1.0], [0.1 + 0.2, 0.3, 0.3], [0.0, 0.0]])
def test_what_is_constant_but_for_rounding_correlates_with_nothing(values: list[float]) -> None:
    assert psychometrics.correlation(values, [float(i) for i in range(len(values))]) is None


def test_alpha_is_that_of_the_covariance_matrix(points: np.ndarray) -> None:
    assert ours(points) == pytest.approx(alpha(points))


def test_alpha_of_one_test_or_one_student_or_no_spread_is_not_defined(points: np.ndarray) -> None:
    assert ours(points[:, :1]) is None
    assert ours(points[:1]) is None
    assert ours(np.ones((9, 3)) * 0.1) is None


def test_the_standard_error_is_nothing_for_a_perfect_score_and_the_spread_for_a_random_one() -> None:
    totals = [1.0, 2.0, 3.0, 7.0]
    assert psychometrics.standard_error(totals, 1.0) == 0
    assert psychometrics.standard_error(totals, 0.0) == pytest.approx(np.std(totals, ddof=1))
    assert psychometrics.standard_error(totals, 0.75) == pytest.approx(np.std(totals, ddof=1) / 2)
    assert not math.isnan(psychometrics.standard_error(totals, -0.5))
