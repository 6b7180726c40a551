import numpy as np

from . import regularization
from .linear_svm import add_penalty, correct_class_scores


def log_normalizer(scores):
    biggest = scores.max(axis=-1, keepdims=True)
    return biggest + np.log(np.exp(scores - biggest).sum(axis=-1, keepdims=True))


def softmax(scores):
    return np.exp(scores - log_normalizer(scores))


def softmax_loss_naive(W, X, y, reg):
    N = X.shape[0]
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(N):
        scores = X[i].dot(W)
        loss += log_normalizer(scores).item() - scores[y[i]]
        p = softmax(scores)
        for j in range(W.shape[1]):
            dW[:, j] += (p[j] - int(j == y[i])) * X[i]
    return add_penalty(loss / N, dW / N, W, reg)


def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W)
    losses = log_normalizer(scores)[:, 0] - correct_class_scores(scores, y)
    delta = softmax(scores)
    delta[np.arange(N), y] -= 1
    return add_penalty(losses.mean(), X.T.dot(delta) / N, W, reg)


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return float(np.log(num_classes))
    if kind not in ("svm", "squared_hinge"):
        raise ValueError("kind: svm, squared_hinge or softmax")
    return float(num_classes - 1)


assert regularization.l2(np.ones((2, 2)), 1.0)[0] == 4
