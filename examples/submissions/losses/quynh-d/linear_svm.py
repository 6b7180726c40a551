import numpy as np


def hinge_loss(scores, y, delta=1.0):
    i = np.arange(scores.shape[0])
    scores -= scores[i, y][:, None] - delta
    scores[i, y] = 0
    return np.maximum(scores, 0).sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(X.shape[0]):
        s = X[i].dot(W)
        for j in range(W.shape[1]):
            margin = s[j] - s[y[i]] + 1
            if j != y[i] and margin > 0:
                loss += margin
                dW[:, j] += X[i]        # d margin / d w_j = x_i
    loss /= X.shape[0]
    dW /= X.shape[0]
    return loss + reg * np.sum(W ** 2), dW + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    losses = hinge_loss(X.dot(W), y)
    scores = X.dot(W)
    mask = (scores - scores[np.arange(len(y)), y][:, None] + 1 > 0).astype(float)
    mask[np.arange(len(y)), y] = 0
    dW = X.T.dot(mask) / X.shape[0]
    return losses.mean() + reg * np.sum(W ** 2), dW + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    scores = X.dot(W)
    m = scores - scores[np.arange(len(y)), y][:, None] + 1
    m[np.arange(len(y)), y] = 0
    m[m < 0] = 0
    loss = (m ** 2).sum(axis=1).mean() + reg * np.sum(W ** 2)
    m[np.arange(len(y)), y] = -1
    dW = 2 * X.T.dot(m) / X.shape[0]
    return loss, dW + 2 * reg * W
