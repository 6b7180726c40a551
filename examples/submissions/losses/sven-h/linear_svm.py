"""The multiclass SVM (hinge) loss of lecture 3, for a linear classifier `scores = X @ W`.

Shapes: X is (N, D), W is (D, C), y is (N,) with the index of each image's true class.
"""

import numpy as np


def hinge_loss(scores: np.ndarray, y: np.ndarray, delta: float = 1.0) -> np.ndarray:
    """The loss of each image, an array of shape (N,); no mean, no regularisation.

    L_i = sum over j != y_i of max(0, s_j - s_yi + delta), with scores of shape (N, C).
    """
    raise NotImplementedError("hinge_loss")


def svm_loss_naive(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW), computed with loops over images and classes.

    loss = mean of L_i over the N images + reg * sum(W**2); dW is its gradient, of W's shape.
    """
    raise NotImplementedError("svm_loss_naive")


def svm_loss_vectorized(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) as `svm_loss_naive` does, without a loop."""
    raise NotImplementedError("svm_loss_vectorized")


def squared_hinge_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray, reg: float) -> tuple[float, np.ndarray]:
    """Returns (loss, dW) for the squared hinge: every margin is squared before it is summed.

    L_i = sum over j != y_i of max(0, s_j - s_yi + 1)**2; mean and regularisation as above.
    """
    raise NotImplementedError("squared_hinge_loss")
