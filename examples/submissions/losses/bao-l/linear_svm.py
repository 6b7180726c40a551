import numpy as np


def hinge_loss(scores, y, delta=1.0):
    n, c = scores.shape
    margins = np.zeros((n, c))
    for j in range(c):
        margins[:, j] = scores[:, j] - scores[range(n), y] + delta
    margins[range(n), y] = 0
    margins[margins < 0] = 0
    return margins.sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    n, c = X.shape[0], W.shape[1]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(n):
        scores = X[i] @ W
        wrong = 0
        for j in range(c):
            if j != y[i] and scores[j] > scores[y[i]] - 1:
                loss += scores[j] - scores[y[i]] + 1
                dW[:, j] += X[i]
                wrong += 1
        dW[:, y[i]] -= wrong * X[i]
    return loss / n + reg * np.sum(W**2), dW / n + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    n = X.shape[0]
    scores = X @ W
    margins = np.maximum(0, scores - scores[range(n), y].reshape(n, 1) + 1)
    margins[range(n), y] = 0
    loss = margins.sum() / n + reg * np.sum(W.dot(W.T))     # W squared
    margins[margins > 0] = 1
    margins[range(n), y] = -margins.sum(axis=1)
    return loss, X.T @ margins / n + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    n = X.shape[0]
    scores = X @ W
    margins = np.maximum(0, scores - scores[range(n), y].reshape(n, 1) + 1)
    margins[range(n), y] = 0
    loss = np.sum(margins**2) / n + 0.5 * reg * np.sum(W**2)
    margins[range(n), y] = -margins.sum(axis=1)
    return loss, 2 * X.T @ margins / n + reg * W
