import numpy as np


def softmax(scores):
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def cross_entropy(scores, y):
    p = softmax(scores)
    return -np.log(p[np.arange(len(y)), y])


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(len(X)):
        p = softmax((X[i] @ W).reshape(1, -1))[0]
        loss -= np.log10(p[y[i]])
        p[y[i]] -= 1
        for j in range(len(p)):
            dW[:, j] += p[j] * X[i]
    return loss / len(X) + reg * (W * W).sum(), dW / len(X) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    p = softmax(X @ W)
    loss = cross_entropy(p, y).mean() + reg * (W * W).sum()
    d = p.copy()
    d[np.arange(len(y)), y] -= 1
    return loss, X.T @ d / len(X) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log10(num_classes)
    if kind in ("svm", "squared_hinge"):
        return num_classes - 1.0
    raise ValueError(kind)
