import numpy as np


def sum_by_class(X, y):
    """Adds up the images of each class: (D, number of classes)."""
    sums = np.zeros((X.shape[1], len(np.bincount(y))))
    np.add.at(sums.T, y, X)
    return sums


def hinge_loss(scores, y, delta=1.0):
    gap = delta - (scores[np.arange(len(y)), y, np.newaxis] - scores)
    return np.maximum(gap, 0).sum(axis=1) - delta


def svm_loss_naive(W, X, y, reg):
    num_images, num_classes = X.shape
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(num_images):
        for j in range(num_classes):
            if j == y[i]:
                continue
            gap = X[i].dot(W[:, j]) - X[i].dot(W[:, y[i]]) + 1
            if gap > 0:
                loss += gap / num_images
                dW[:, j] += X[i] / num_images
                dW[:, y[i]] -= X[i] / num_images
    return loss + reg * np.sum(W * W), dW + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    num_images = len(y)
    scores = X.dot(W)
    gap = scores - scores[np.arange(num_images), y, np.newaxis] + 1
    active = gap > 0
    active[np.arange(num_images), y] = False
    loss = gap[active].sum() / num_images + reg * np.sum(W * W)
    count = active.sum(axis=1, keepdims=True)
    dW = X.T.dot(active) - sum_by_class(X * count, y)
    return loss, dW / num_images + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    num_images = len(y)
    scores = X.dot(W)
    gap = np.maximum(0, scores - scores[np.arange(num_images), y, np.newaxis] + 1)
    gap[np.arange(num_images), y] = 0
    pull = 2 * gap.sum(axis=1)
    dscores = 2 * gap
    dscores[np.arange(num_images), y] = -pull
    return np.sum(gap ** 2) / num_images + reg * np.sum(W * W), X.T.dot(dscores) / num_images + 2 * reg * W
