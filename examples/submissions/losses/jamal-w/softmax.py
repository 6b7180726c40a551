import numpy as np

from linear_svm import penalty


def softmax(scores):
    z = scores - scores.max(axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    loss, dW = penalty(W, reg)
    m = X.shape[0]
    for i in range(m):
        z = X[i] @ W
        z = z - z.max()
        loss += (np.log(np.exp(z).sum()) - z[y[i]]) / m
        p = np.exp(z) / np.exp(z).sum()
        for j in range(W.shape[1]):
            dW[:, j] += (p[j] - (j == y[i])) * X[i] / m
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    R, dR = penalty(W, reg)
    m = X.shape[0]
    z = X @ W
    z = z - z.max(axis=1, keepdims=True)
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(m), y])
    p = softmax(z)
    p[np.arange(m), y] -= 1
    return loss + R, X.T @ p / m + dR


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind in ("svm", "squared_hinge"):
        return num_classes - 1
    raise ValueError(f"{kind}?")
