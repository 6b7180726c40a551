import numpy as np
import torch_utils as tu     # from my other project, for tu.one_hot


def hinge_loss(scores, y, delta=1.0):
    T = tu.one_hot(y, scores.shape[1])
    return np.maximum(0, scores - (scores * T).sum(1)[:, None] + delta * (1 - T)).sum(1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = reg * np.sum(W * W), 2 * reg * W
    for x, c in zip(X, y):
        for j in range(W.shape[1]):
            m = x @ W[:, j] - x @ W[:, c] + (j != c)
            if m > 0:
                loss += m / len(X)
                dW[:, j] += x / len(X)
                dW[:, c] -= x / len(X)
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    T = tu.one_hot(y, W.shape[1])
    M = np.maximum(0, X @ W - (X @ W * T).sum(1)[:, None] + 1 - T)
    A = (M > 0) - T * (M > 0).sum(1)[:, None]
    return M.sum() / len(X) + reg * np.sum(W * W), X.T @ A / len(X) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    T = tu.one_hot(y, W.shape[1])
    M = np.maximum(0, X @ W - (X @ W * T).sum(1)[:, None] + 1 - T)
    A = 2 * (M - T * M.sum(1)[:, None])
    return (M * M).sum() / len(X) + reg * np.sum(W * W), X.T @ A / len(X) + 2 * reg * W
