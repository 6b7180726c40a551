"""The softmax (cross-entropy) loss of lecture 3, for a linear classifier `scores = X @ W`.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of shape (N, C): exp(s_j) / sum over k of exp(s_k), so that each row sums to 1.

    Scores may be as large as you like: no overflow, no NaN.
    """
    raise NotImplementedError("softmax")


def softmax_loss_naive(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW), computed with loops over images and classes.

    L_i = -log(p_yi), with p the softmax of image i's scores;
    loss = mean of L_i over the N images + reg * sum(W**2); dW is its gradient, of W's shape.
    """
    raise NotImplementedError("softmax_loss_naive")


def softmax_loss_vectorized(
    W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float
) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) as `softmax_loss_naive` does, without a loop."""
    raise NotImplementedError("softmax_loss_vectorized")


def expected_initial_loss(kind: str, num_classes: int) -> float:
    """The data loss to expect when W is close to zero, so that all scores are about equal.

    `kind` is "svm", "squared_hinge" or "softmax"; anything else raises ValueError.
    """
    raise NotImplementedError("expected_initial_loss")
