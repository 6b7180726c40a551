"""SVM losses; the penalty lives in regularization.py, so I only call it from here."""
import numpy as np

from cs231n.classifiers.regularization import l2


def correct_class_scores(scores, y):
    return scores[np.arange(scores.shape[0]), y]


def margins_of(scores, y, delta=1.0):
    margins = scores - correct_class_scores(scores, y)[:, None] + delta
    margins[margins < 0] = 0
    margins[np.arange(len(y)), y] = 0
    return margins


def add_penalty(loss, dW, W, reg):
    penalty, gradient = l2(W, reg)
    return loss + penalty, dW + gradient


def hinge_loss(scores, y, delta=1.0):
    return margins_of(scores, y, delta).sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    N = X.shape[0]
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(N):
        scores = X[i].dot(W)
        violated = [j for j in range(W.shape[1]) if j != y[i] and scores[j] + 1 > scores[y[i]]]
        for j in violated:
            loss += scores[j] + 1 - scores[y[i]]
            dW[:, j] += X[i]
        dW[:, y[i]] -= len(violated) * X[i]
    return add_penalty(loss / N, dW / N, W, reg)


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    margins = margins_of(X.dot(W), y)
    counts = (margins > 0).astype(X.dtype)
    counts[np.arange(N), y] = -counts.sum(axis=1)
    return add_penalty(margins.sum() / N, X.T.dot(counts) / N, W, reg)


def squared_hinge_loss(W, X, y, reg):
    N = X.shape[0]
    margins = margins_of(X.dot(W), y)
    weights = 2 * margins
    weights[np.arange(N), y] = -weights.sum(axis=1)
    return add_penalty((margins ** 2).sum() / N, X.T.dot(weights) / N, W, reg)
