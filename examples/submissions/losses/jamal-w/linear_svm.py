"""0.5 * reg * ||W||^2 as in my machine learning class, so that the 2 cancels in the gradient."""
import numpy as np


def penalty(W, reg):
    return 0.5 * reg * np.sum(W ** 2), reg * W


def hinge_loss(scores, y, delta=1.0):
    hinge = np.maximum(0, delta + scores - scores[np.arange(len(scores)), y][:, None])
    hinge[np.arange(len(scores)), y] = 0
    return hinge.sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = penalty(W, reg)
    m = X.shape[0]
    for i in range(m):
        s = X[i] @ W
        for j in range(W.shape[1]):
            if j != y[i] and 1 + s[j] - s[y[i]] > 0:
                loss += (1 + s[j] - s[y[i]]) / m
                dW[:, j] += X[i] / m
                dW[:, y[i]] -= X[i] / m
    return loss, dW


def _from_hinge(W, X, y, reg, f, df):
    s = X @ W
    m = len(s)
    hinge = np.maximum(0, 1 + s - s[np.arange(m), y][:, None])
    hinge[np.arange(m), y] = 0
    ds = df(hinge)
    ds[np.arange(m), y] -= ds.sum(axis=1)
    R, dR = penalty(W, reg)
    return f(hinge).sum() / m + R, X.T @ ds / m + dR


def svm_loss_vectorized(W, X, y, reg):
    return _from_hinge(W, X, y, reg, lambda h: h, lambda h: (h > 0).astype(float))


def squared_hinge_loss(W, X, y, reg):
    return _from_hinge(W, X, y, reg, lambda h: h ** 2, lambda h: 2 * h)
