"""grader.reports.bootstrap: intervals that hold what they promise, and are the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reports import bootstrap


def test_every_class_is_as_large_as_the_one_it_is_drawn_from() -> None:
    classes = bootstrap.resamples(13)
    assert len(classes) == bootstrap.RESAMPLES
    assert {sum(weights) for weights in classes} == {13}
    assert len(set(map(tuple, classes))) > 990
    assert classes == bootstrap.resamples(13)


def test_weights_count_as_if_each_student_were_there_so_often() -> None:
    rng = np.random.default_rng(5)
    one, other = rng.standard_normal((2, 20))
    for weights in bootstrap.resamples(20)[:20]:
        drawn = np.repeat(np.arange(20), weights)
        found = bootstrap.weighted_correlation(one.tolist(), other.tolist())(weights)
        assert found == pytest.approx(np.corrcoef(one[drawn], other[drawn])[0, 1])
        assert bootstrap.weighted_variance(one.tolist())(weights) == pytest.approx(one[drawn].var())


def test_a_class_of_equals_correlates_with_nothing() -> None:
    assert bootstrap.weighted_correlation([0.1, 0.3], [0.7, 0.2])([2, 0]) is None


def test_the_interval_holds_the_true_value_about_as_often_as_it_says() -> None:
    """Of a mean of 30, in 100 classes; with 95 % each, fewer than 85 hits would be a wonder."""
    rng = np.random.default_rng(8)
    classes = bootstrap.resamples(30)
    hits = 0
    for _ in range(100):
        found = bootstrap.interval(bootstrap.weighted_mean(rng.standard_normal(30).tolist()), classes)
        assert found is not None
        assert found.low < found.high
        hits += found.low <= 0 <= found.high
    assert 85 <= hits < 100


def test_there_is_no_interval_for_what_is_mostly_not_defined() -> None:
    classes = bootstrap.resamples(5)
    assert bootstrap.interval(lambda _: None, classes) is None
    assert bootstrap.interval(lambda weights: None if weights[0] else 1.0, classes) is None
