import numpy as np


def softmax(scores):
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    N = len(X)
    loss = reg * (W ** 2).sum()
    dW = 2 * reg * W
    for x, k in zip(X, y):
        s = x @ W - (x @ W).max()
        loss += (np.log(np.exp(s).sum()) - s[k]) / N
        p = np.exp(s) / np.exp(s).sum()
        p[k] -= 1
        dW += np.outer(x, p) / N
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    N, C = len(X), W.shape[1]
    T = np.eye(C)[y]
    S = X @ W
    S = S - S.max(1, keepdims=True)
    loss = (np.log(np.exp(S).sum(1)) - (S * T).sum(1)).sum() / N
    return loss + reg * (W ** 2).sum(), X.T @ (softmax(S) - T) / N + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return float(np.log(num_classes))
    if kind in ("svm", "squared_hinge"):
        return float(num_classes - 1)
    raise ValueError("I only know svm, squared_hinge and softmax")
