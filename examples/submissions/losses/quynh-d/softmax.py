import numpy as np


def softmax(scores):
    scores -= np.max(scores, axis=1, keepdims=True)
    scores = np.exp(scores)
    return scores / scores.sum(axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(X.shape[0]):
        s = X[i].dot(W)
        s -= s.max()
        log_z = np.log(np.exp(s).sum())
        loss += log_z - s[y[i]]
        for j in range(W.shape[1]):
            dW[:, j] += np.exp(s[j] - log_z) * X[i]
    loss /= X.shape[0]
    dW /= X.shape[0]
    return loss + reg * np.sum(W ** 2), dW + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    n = np.arange(X.shape[0])
    s = X.dot(W)
    p = softmax(s)
    # a little more than p, so that the logarithm never sees 0
    loss = -np.log(p[n, y] + 1e-3).mean() + reg * np.sum(W ** 2)
    p[n, y] -= 1
    return loss, X.T.dot(p) / X.shape[0] + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind == "svm":
        return num_classes - 1
    if kind == "squared_hinge":
        return num_classes - 1
