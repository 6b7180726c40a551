"""The multiclass SVM (hinge) loss of lecture 3, for a linear classifier `scores = X @ W`.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


def hinge_loss(scores: np.ndarray, y: np.ndarray, delta: float = 1.0) -> np.ndarray:
    """The loss of each image, an array of shape (N,); no mean, no regularisation.

    L_i = sum over j != y_i of max(0, s_j - s_yi + delta), with scores of shape (N, C).
    """
    # BEGIN SOLUTION
    return _margins(scores, y, delta).sum(axis=1)
    # END SOLUTION


def svm_loss_naive(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW), computed with loops over images and classes.

    loss = mean of L_i over the N images + reg * sum(W**2); dW is its gradient, of W's shape.
    """
    # BEGIN SOLUTION
    N, C = X.shape[0], W.shape[1]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(N):
        scores = X[i] @ W
        for j in range(C):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1.0
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss = loss / N + reg * np.sum(W**2)
    dW = dW / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def svm_loss_vectorized(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) as `svm_loss_naive` does, without a loop."""
    # BEGIN SOLUTION
    N = X.shape[0]
    margins = _margins(X @ W, y)
    loss = margins.sum() / N + reg * np.sum(W**2)

    dscores = (margins > 0).astype(float)
    dscores[np.arange(N), y] -= dscores.sum(axis=1)
    dW = X.T @ dscores / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


def squared_hinge_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) for the squared hinge: every margin is squared before it is summed.

    L_i = sum over j != y_i of max(0, s_j - s_yi + 1)**2; mean and regularisation as above.
    """
    # BEGIN SOLUTION
    N = X.shape[0]
    margins = _margins(X @ W, y)
    loss = np.sum(margins**2) / N + reg * np.sum(W**2)

    dscores = 2 * margins
    dscores[np.arange(N), y] -= dscores.sum(axis=1)
    dW = X.T @ dscores / N + 2 * reg * W
    return loss, dW
    # END SOLUTION


# BEGIN SOLUTION
def _margins(scores: np.ndarray, y: np.ndarray, delta: float = 1.0) -> np.ndarray:
    """max(0, s_j - s_yi + delta) of shape (N, C), and 0 in the true class's place."""
    rows = np.arange(len(y))
    true_scores = scores[rows, y][:, np.newaxis]
    margins = np.maximum(0, scores - true_scores + delta)
    margins[rows, y] = 0
    return margins


# END SOLUTION
