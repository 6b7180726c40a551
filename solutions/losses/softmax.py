"""The softmax (cross-entropy) loss of lecture 3, for a linear classifier `scores = X @ W`.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of shape (N, C): exp(s_j) / sum over k of exp(s_k), so that each row sums to 1.

    Scores may be as large as you like: no overflow, no NaN.
    """
    # BEGIN SOLUTION
    return np.exp(_log_softmax(scores))
    # END SOLUTION


def softmax_loss_naive(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW), computed with loops over images and classes.

    L_i = -log(p_yi), with p the softmax of image i's scores;
    loss = mean of L_i over the N images + reg * sum(W**2); dW is its gradient, of W's shape.
    """
    # BEGIN SOLUTION
    N, C = X.shape[0], W.shape[1]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(N):
        scores = X[i] @ W
        scores = scores - scores.max()
        log_sum = np.log(np.exp(scores).sum())
        loss += log_sum - scores[y[i]]
        for j in range(C):
            p = np.exp(scores[j] - log_sum)
            dW[:, j] += (p - (j == y[i])) * X[i]
    loss = loss / N + reg * np.sum(W**2)
    dW = dW / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def softmax_loss_vectorized(
    W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float
) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) as `softmax_loss_naive` does, without a loop."""
    # BEGIN SOLUTION
    N = X.shape[0]
    log_p = _log_softmax(X @ W)
    loss = -log_p[np.arange(N), y].sum() / N + reg * np.sum(W**2)

    dscores = np.exp(log_p)
    dscores[np.arange(N), y] -= 1
    dW = X.T @ dscores / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def expected_initial_loss(kind: str, num_classes: int) -> float:
    """The data loss to expect when W is close to zero, so that all scores are about equal.

    `kind` is "svm", "squared_hinge" or "softmax"; anything else raises ValueError.
    """
    # BEGIN SOLUTION
    if kind in ("svm", "squared_hinge"):
        return num_classes - 1.0
    if kind == "softmax":
        return float(np.log(num_classes))
    raise ValueError(f"kind must be 'svm', 'squared_hinge' or 'softmax', not {kind!r}")
    # END SOLUTION


# BEGIN SOLUTION
def _log_softmax(scores: np.ndarray) -> np.ndarray:
    """Log p, without forming p: where p underflows to 0, its logarithm is still a number."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


# END SOLUTION
