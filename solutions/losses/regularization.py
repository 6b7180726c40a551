"""The penalties of lecture 3 that prefer one W among all those with the same data loss.

Each penalty returns (penalty, gradient), the gradient of W's shape.
"""

import numpy as np


def l2(W: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(W**2): the squares, without a factor of one half."""
    # BEGIN SOLUTION
    return lam * np.sum(W**2), 2 * lam * W
    # END SOLUTION


def l1(W: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(|W|); where W is 0, any slope from -lam to lam will do."""
    # BEGIN SOLUTION
    return lam * np.sum(np.abs(W)), lam * np.sign(W)
    # END SOLUTION


def elastic_net(W: np.ndarray, lam: float, beta: float) -> tuple[float, np.ndarray]:
    """R = lam * sum(beta * W**2 + |W|): some of each."""
    # BEGIN SOLUTION
    penalty = lam * np.sum(beta * W**2 + np.abs(W))
    gradient = lam * (2 * beta * W + np.sign(W))
    return penalty, gradient
    # END SOLUTION


def max_norm(W: np.ndarray, c: float) -> np.ndarray:
    """A copy of W (D, C) in which no class's weights (a column) are longer than c.

    A column whose Euclidean norm is above c is scaled down to norm c; the others stay as they are.
    """
    # BEGIN SOLUTION
    norms = np.sqrt(np.sum(W**2, axis=0))
    return W * (c / np.maximum(norms, c))
    # END SOLUTION
