# Written on Windows, with the editor that the computer lab has.
import numpy as np


def hinge_loss(scores, y, delta=1.0):
    rows = np.arange(y.size)
    wrong = np.ones(scores.shape, dtype=bool)
    wrong[rows, y] = False
    gaps = scores - scores[rows, y, None] + delta
    return np.sum(gaps, axis=1, where=wrong & (gaps > 0))


def svm_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    for xi, yi in zip(X, y):
        si = xi @ W
        for j in set(range(W.shape[1])) - {yi}:
            gap = si[j] - si[yi] + 1.0
            if gap > 0:
                loss += gap
                dW[:, j] += xi
                dW[:, yi] -= xi
    return loss / y.size + reg * np.sum(W ** 2), dW / y.size + 2 * reg * W


def _vectorized(W, X, y, reg, power):
    rows = np.arange(y.size)
    scores = X @ W
    gaps = scores - scores[rows, y, None] + 1.0
    gaps[rows, y] = -1.0
    hit = gaps > 0
    gaps = gaps * hit
    loss = np.sum(gaps ** power) / y.size + reg * np.sum(W ** 2)
    slope = hit * power * gaps ** (power - 1)
    slope[rows, y] = -np.sum(slope, axis=1)
    return loss, X.T @ slope / y.size + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    return _vectorized(W, X, y, reg, 1)


def squared_hinge_loss(W, X, y, reg):
    return _vectorized(W, X, y, reg, 2)
