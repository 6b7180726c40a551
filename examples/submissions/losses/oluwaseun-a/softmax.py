import numpy as np

from .linear_svm import sum_by_class


def softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    exps = np.exp(scores)
    return exps / exps.sum(axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    num_images, num_classes = len(X), W.shape[1]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(num_images):
        scores = X[i].dot(W)
        scores = scores - scores.max()
        log_total = np.log(np.sum(np.exp(scores)))
        loss += (log_total - scores[y[i]]) / num_images
        for j in range(num_classes):
            dW[:, j] += np.exp(scores[j] - log_total) * X[i] / num_images
        dW[:, y[i]] -= X[i] / num_images
    return loss + reg * np.sum(W * W), dW + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    num_images = len(y)
    scores = X.dot(W)
    scores = scores - scores.max(axis=1, keepdims=True)
    losses = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(num_images), y]
    dW = X.T.dot(softmax(scores)) - sum_by_class(X, y)
    return losses.mean() + reg * np.sum(W * W), dW / num_images + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind in ("svm", "squared_hinge"):
        return num_classes - 1
    raise ValueError("unknown kind " + kind)
