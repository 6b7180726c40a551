import numpy as np


def _violations(scores, y, delta=1.0):
    idx = y.reshape(-1, 1)
    correct = np.take_along_axis(scores, idx, axis=1)
    v = np.where(scores + delta > correct, scores + delta - correct, 0.0)
    np.put_along_axis(v, idx, 0.0, axis=1)
    return v


def _pull_back(X, y, d_viol):
    """Chain rule through s_j - s_yi, then through X @ W."""
    idx = y.reshape(-1, 1)
    ds = d_viol.copy()
    np.put_along_axis(ds, idx, -d_viol.sum(axis=1, keepdims=True), axis=1)
    return np.tensordot(X, ds, axes=(0, 0)) / X.shape[0]


def hinge_loss(scores, y, delta=1.0):
    return np.sum(_violations(scores, y, delta), axis=-1)


def svm_loss_naive(W, X, y, reg):
    num_train = X.shape[0]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(num_train):
        v = _violations(X[i:i + 1].dot(W), y[i:i + 1])
        loss += v.sum()
        dW += _pull_back(X[i:i + 1], y[i:i + 1], (v > 0).astype(W.dtype))
    return loss / num_train + reg * np.square(W).sum(), dW / num_train + reg * (W + W)


def svm_loss_vectorized(W, X, y, reg):
    v = _violations(X.dot(W), y)
    return v.sum(axis=1).mean() + reg * np.square(W).sum(), _pull_back(X, y, np.heaviside(v, 0)) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    v = _violations(X.dot(W), y)
    loss = np.square(v).sum(axis=1).mean() + reg * np.square(W).sum()
    return loss, _pull_back(X, y, 2 * v) + 2 * reg * W
