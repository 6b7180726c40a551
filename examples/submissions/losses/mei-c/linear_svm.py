import numpy as np


def _hinge(scores, y, delta=1.0):
    n = np.arange(len(scores))
    h = scores + delta - scores[n, y].reshape(-1, 1)
    h = h * (h > 0)
    h[n, y] = 0
    return h


def hinge_loss(scores, y, delta=1.0):
    return _hinge(scores, y, delta).sum(1)


def svm_loss_naive(W, X, y, reg):
    dW = 2 * reg * W
    loss = reg * (W * W).sum()
    for i, yi in enumerate(y):
        h = _hinge((X[i] @ W).reshape(1, -1), np.array([yi]))[0]
        for j, hj in enumerate(h):
            if hj > 0:
                loss += hj / len(y)
                dW[:, j] += X[i] / len(y)
                dW[:, yi] -= X[i] / len(y)
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    n = np.arange(len(X))
    h = _hinge(X @ W, y)
    d = (h > 0) / len(X)
    d[n, y] = -d.sum(1)
    return h.sum() / len(X) + reg * (W * W).sum(), X.T @ d + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    n = np.arange(len(X))
    h = _hinge(X @ W, y)
    d = 2 * h / len(X)
    d[n, y] = -d.sum(1)
    return (h * h).sum() / len(X) + reg * (W * W).sum(), X.T @ d + 2 * reg * W
