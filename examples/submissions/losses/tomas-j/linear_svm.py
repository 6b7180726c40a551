import numpy as np


def hinge_loss(scores, y, delta=1.0):
    i = np.arange(y.shape[0])
    z = np.maximum(0, scores - scores[i, y][:, None] + delta)
    z[i, y] = 0
    return z.sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0., np.zeros(W.shape)
    for i in range(X.shape[0]):
        s = X[i] @ W
        margins = s - s[y[i]] + 1
        for j in np.flatnonzero(margins > 0):
            if j == y[i]: continue
            loss += margins[j]
            dW[:, j] += X[i]; dW[:, y[i]] -= X[i]
    return loss / X.shape[0] + reg * np.sum(W**2), dW / X.shape[0] + 2*reg*W


def svm_loss_vectorized(W, X, y, reg):
    i = np.arange(X.shape[0])
    s = X @ W
    z = np.maximum(0, s - s[i, y][:, None] + 1)
    z[i, y] = 0
    b = np.float64(z > 0)
    b[i, y] = -b.sum(axis=1)
    return z.sum() / i.size + reg * np.sum(W**2), X.T @ b / i.size + 2*reg*W


def squared_hinge_loss(W, X, y, reg):
    i = np.arange(X.shape[0])
    s = X @ W
    z = np.maximum(0, s - s[i, y][:, None] + 1)
    z[i, y] = 0
    b = 2 * z
    b[i, y] = -b.sum(axis=1)
    return (z**2).sum() / i.size + reg * np.sum(W**2), X.T @ b / i.size + 2*reg*W
