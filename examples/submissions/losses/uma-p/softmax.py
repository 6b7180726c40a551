import numpy as np


def lse(S):
    m = S.max(-1, keepdims=True)
    return m + np.log(np.exp(S - m).sum(-1, keepdims=True))


def softmax(scores):
    return np.exp(scores - lse(scores))


def softmax_loss_naive(W, X, y, reg):
    loss, dW = reg * np.sum(W * W), 2 * reg * W
    for x, c in zip(X, y):
        s = x @ W
        L = lse(s)[0]
        loss += (L - s[c]) / len(X)
        for j in range(len(s)):
            dW[:, j] += (np.exp(s[j] - L) - (j == c)) * x / len(X)
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    S = X @ W
    T = np.zeros_like(S)
    T[np.arange(len(y)), y] = 1
    loss = np.sum(T * (lse(S) - S)) / len(X) + reg * np.sum(W * W)
    return loss, X.T @ (softmax(S) - T) / len(X) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind.startswith("s") and kind != "softmax":
        return num_classes - 1
    raise ValueError(kind)
