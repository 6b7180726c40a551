from functools import partial

import numpy as np


def pairs(scores, y):
    """scores of shape (N, C) against the true class; True marks the other classes."""
    N, C = scores.shape
    others = np.arange(C)[None, :] != y[:, None]
    return scores - scores[~others][:, None], others


def hinge_loss(scores, y, delta=1.0):
    gaps, others = pairs(scores, y)
    return np.where(others, np.maximum(gaps + delta, 0), 0).sum(1)


def svm(W, X, y, reg, power):
    gaps, others = pairs(X @ W, y)
    hinge = np.where(others, np.maximum(gaps + 1, 0), 0)
    slope = np.where(hinge > 0, power * hinge ** (power - 1.0), 0)
    slope[~others] = -slope.sum(1)
    return (hinge ** power).sum() / len(X) + reg * (W ** 2).sum(), X.T @ slope / len(X) + 2 * reg * W


svm_loss_vectorized = partial(svm, power=1)
squared_hinge_loss = partial(svm, power=2)


def svm_loss_naive(W, X, y, reg):
    N = len(X)
    loss, dW = 0.0, np.zeros_like(W)
    for n in range(N):
        s = X[n] @ W
        for c in range(W.shape[1]):
            if c != y[n] and s[c] - s[y[n]] > -1:
                loss += 1 + s[c] - s[y[n]]
                dW[:, c] += X[n]
                dW[:, y[n]] -= X[n]
    return loss / N + reg * (W ** 2).sum(), dW / N + 2 * reg * W
