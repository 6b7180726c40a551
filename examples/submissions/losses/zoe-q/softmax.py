import numpy as np


def softmax(scores):
    out = np.exp(scores.T - scores.max(axis=1))
    return (out / out.sum(axis=0)).T


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(len(X)):
        scores = X[i] @ W
        scores = scores - np.max(scores)
        norm = np.sum(np.exp(scores))
        loss += np.log(norm) - scores[y[i]]
        for j in range(len(scores)):
            dW[:, j] += X[i] * np.exp(scores[j]) / norm
        dW[:, y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    scores = X @ W
    scores = (scores.T - scores.max(axis=1)).T
    loss = np.mean(np.log(np.sum(np.exp(scores), axis=1)) - scores[np.arange(len(y)), y])
    d = softmax(scores)
    d[np.arange(len(y)), y] -= 1
    return loss + reg * np.sum(W * W), X.T @ d / len(y) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind in ("svm", "squared_hinge"):
        return num_classes - 1
    raise ValueError(kind)
