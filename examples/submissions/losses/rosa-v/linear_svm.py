import numpy as np


class Hinge:
    """Scores of a batch against the scores of the true classes."""

    def __init__(self, scores, y, delta=1.0):
        self.rows, self.y = np.arange(len(y)), y
        self.value = np.maximum(0, scores - scores[self.rows, y].reshape(-1, 1) + delta)
        self.value[self.rows, y] = 0

    def backward(self, X, d):
        d = np.array(d, dtype=float)
        d[self.rows, self.y] = -d.sum(axis=1)
        return X.T @ d / len(X)


def hinge_loss(scores, y, delta=1.0):
    return Hinge(scores, y, delta).value.sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    losses, grads = [], []
    for i in range(len(y)):
        one = Hinge(X[i:i + 1] @ W, y[i:i + 1])
        losses.append(one.value.sum())
        grads.append(one.backward(X[i:i + 1], one.value > 0))
    return np.mean(losses) + reg * np.sum(W * W), np.mean(grads, axis=0) + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    batch = Hinge(X @ W, y)
    return batch.value.sum() / len(y) + reg * np.sum(W * W), batch.backward(X, batch.value > 0) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    batch = Hinge(X @ W, y)
    loss = np.sum(batch.value ** 2) / len(y) + reg * np.sum(W * W)
    return loss, batch.backward(X, 2 * batch.value) + 2 * reg * W
