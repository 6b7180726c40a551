from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def hinge() -> Loss:
    """The SVM loss of 500 images and its gradient, for W (20, 10): about 2,000 kinks around."""
    rng = np.random.default_rng(1)
    X, y, rows = rng.standard_normal((500, 20)), rng.integers(10, size=500), np.arange(500)

    def loss(W: np.ndarray) -> tuple[float, np.ndarray]:
        scores = X @ W
        margins = scores - scores[rows, y][:, np.newaxis] + 1
        margins[rows, y] = 0
        counts = (margins > 0).astype(float)
        counts[rows, y] = -counts.sum(axis=1)
        return float(np.maximum(0, margins).sum() / 500), X.T @ counts / 500

    return loss
