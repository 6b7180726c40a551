"""The penalties of lecture 3 that prefer one W among all those with the same data loss.

Each penalty returns (penalty, gradient), the gradient of W's shape.
"""

import numpy as np


def l2(W: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(W**2): the squares, without a factor of one half."""
    raise NotImplementedError("l2")


def l1(W: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(|W|); where W is 0, any slope from -lam to lam will do."""
    raise NotImplementedError("l1")


def elastic_net(W: np.ndarray, lam: float, beta: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(beta * W**2 + |W|): some of each."""
    raise NotImplementedError("elastic_net")


def max_norm(W: np.ndarray, c: float) -> np.ndarray:
    """A copy of W (D, C) in which no class's weights (a column) are longer than c.

    A column whose Euclidean norm is above c is scaled down to norm c; the others stay as they are.
    """
    raise NotImplementedError("max_norm")
