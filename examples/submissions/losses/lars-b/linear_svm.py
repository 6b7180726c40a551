import numpy as np


def hinge_loss(scores, y, delta=1.0):
    # max(0, s_j - s_y + delta) for every class
    s_y = scores[np.arange(len(y)), y]
    return np.maximum(0, scores - s_y[:, None] + delta).sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(len(y)):
        s = X[i] @ W
        for j in range(W.shape[1]):
            m = s[j] - s[y[i]] + 1
            if j == y[i]:
                continue
            if m > 0:
                loss += m
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= len(y)
    return loss + reg * (W ** 2).sum(), dW + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    loss = hinge_loss(X @ W, y).mean() + reg * (W ** 2).sum()
    s = X @ W
    active = (s - s[np.arange(len(y)), y][:, None] + 1 > 0) * 1.0
    active[np.arange(len(y)), y] = 0
    active[np.arange(len(y)), y] = -active.sum(axis=1)
    dW = X.T @ active / len(y) + 2 * reg * W
    return loss, dW


def squared_hinge_loss(W, X, y, reg):
    s = X @ W
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    m[np.arange(len(y)), y] = 0
    g = 2 * m
    g[np.arange(len(y)), y] = -g.sum(axis=1)
    return (m ** 2).sum(axis=1).mean() + reg * (W ** 2).sum(), X.T @ g + 2 * reg * W
