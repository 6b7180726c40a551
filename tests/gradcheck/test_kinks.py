from __future__ import annotations

import numpy as np
import pytest

from grader.gradcheck import SlopeVerdict, certified_probe
from grader.gradcheck.kinks import is_certified


def test_a_certified_line_meets_no_kink_anywhere_on_it(rng: np.random.Generator) -> None:
    X, W2 = rng.standard_normal((30, 8)), rng.standard_normal((40, 30))

    def pattern(W1: np.ndarray) -> np.ndarray:
        first = X @ W1
        return np.hstack([first > 0, np.maximum(0, first) @ W2 > 0])

    refused = 0
    for _ in range(60):
        W1, direction = rng.standard_normal((2, 8, 40))
        here = pattern(W1)
        certified = is_certified(W1, direction, pattern, here)
        move = 1e-3 * direction / np.linalg.norm(direction)
        met = any(not np.array_equal(pattern(W1 + t * move), here) for t in np.linspace(-1, 1, 41))
        refused += not certified
        assert certified is not met
    assert 0 < refused < 60


def test_a_net_is_checked_at_certified_points(rng: np.random.Generator) -> None:
    X = rng.standard_normal((50, 10))
    W = rng.standard_normal((10, 20))
    upstream = rng.standard_normal((50, 20))
    gradient = X.T @ (upstream * (X @ W > 0))
    probe = certified_probe(W, lambda W: X @ W > 0, rng)

    def loss(W: np.ndarray) -> float:
        return float((upstream * np.maximum(0, X @ W)).sum())

    losses = [loss(W) for W in probe.moved]
    assert probe.judge(gradient, losses, loss(W)).verdict is SlopeVerdict.RIGHT
    assert probe.judge(gradient * 1.0001, losses, loss(W)).verdict is SlopeVerdict.WRONG


def test_a_point_on_a_kink_has_no_certified_probe(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="choose another"):
        certified_probe(np.zeros(5), lambda x: x > 0, rng, draws=50)
