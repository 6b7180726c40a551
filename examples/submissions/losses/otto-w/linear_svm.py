import numpy as np


def true_column(scores, y):
    return scores[np.arange(y.size), y].reshape(-1, 1)


def hinge_loss(scores, y, delta=1.0):
    others = np.arange(scores.shape[1]) != y.reshape(-1, 1)
    return np.sum(others * np.maximum(0, scores - true_column(scores, y) + delta), axis=1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    i = 0
    while i < y.size:
        scores = np.dot(X[i], W)
        for j in range(scores.size):
            if j == y[i]:
                continue
            h = scores[j] - scores[y[i]] + 1.0
            if h > 0:
                loss += h
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
        i += 1
    return loss / y.size + reg * np.sum(W * W), dW / y.size + 2.0 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    scores = np.dot(X, W)
    others = np.arange(scores.shape[1]) != y.reshape(-1, 1)
    h = others * np.maximum(0, scores - true_column(scores, y) + 1.0)
    push = np.where(h > 0, 1.0, 0.0)
    push -= ~others * push.sum(axis=1, keepdims=True)
    return np.sum(h) / y.size + reg * np.sum(W * W), np.dot(X.T, push) / y.size + 2.0 * reg * W


def squared_hinge_loss(W, X, y, reg):
    scores = np.dot(X, W)
    others = np.arange(scores.shape[1]) != y.reshape(-1, 1)
    h = others * np.maximum(0, scores - true_column(scores, y) + 1.0)
    push = 2.0 * (h - ~others * h.sum(axis=1, keepdims=True))
    return np.sum(h * h) / y.size + reg * np.sum(W * W), np.dot(X.T, push) / y.size + 2.0 * reg * W
