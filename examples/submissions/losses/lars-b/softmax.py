import numpy as np


def softmax(scores):
    e = np.exp(scores - scores.max(axis=1)[:, None])
    return e / e.sum(axis=1)[:, None]


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(len(y)):
        s = X[i] @ W
        s = s - s.max()
        p = np.exp(s) / np.exp(s).sum()
        loss -= s[y[i]] - np.log(np.exp(s).sum())
        for j in range(len(p)):
            dW[:, j] += (p[j] - (1.0 if j == y[i] else 0.0)) * X[i]
    return loss / len(y) + reg * (W ** 2).sum(), dW / len(y) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    s = X @ W
    p = softmax(s)
    # loss of one image: -log of the probability of its class
    loss = -np.log(p[np.arange(len(y)), y]).mean() + reg * (W ** 2).sum()
    p[np.arange(len(y)), y] -= 1
    return loss, X.T @ p + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind in ("svm", "squared_hinge"):
        return num_classes
    raise ValueError
