import sys
import numpy as np


def hinge_loss(scores, y, delta=1.0):
    picked = scores[np.arange(len(y)), y]
    margins = np.maximum(0, (scores.T - picked).T + delta)
    margins[np.arange(len(y)), y] = 0
    return margins.sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(len(X)):
        scores = X[i] @ W
        for j in range(len(scores)):
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0 and j != y[i]:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    scores = X @ W
    loss = hinge_loss(scores, y).mean() + reg * np.sum(W * W)
    picked = scores[np.arange(len(y)), y]
    on = ((scores.T - picked).T + 1 > 0).astype(int)
    on[np.arange(len(y)), y] = 0
    on[np.arange(len(y)), y] = -on.sum(axis=1)
    return loss, X.T @ on / len(y) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    scores = X @ W
    picked = scores[np.arange(len(y)), y]
    margins = np.maximum(0, (scores.T - picked).T + 1)
    margins[np.arange(len(y)), y] = 0
    loss = np.sum(margins * margins) / len(y) + reg * np.sum(W * W)
    d = 2 * margins
    d[np.arange(len(y)), y] = -d.sum(axis=1)
    return loss, X.T @ d / len(y) + 2 * reg * W


if __name__ == "__main__":
    sys.exit(0)
