from builtins import range
import numpy as np
from past.builtins import xrange


def hinge_loss(scores, y, delta=1.0):
    out = np.empty(y.shape[0])
    for i in xrange(y.shape[0]):
        m = np.maximum(0, scores[i] - scores[i, y[i]] + delta)
        out[i] = m.sum() - m[y[i]]
    return out


def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)  # initialize the gradient as zero

    num_classes = W.shape[1]
    num_train = X.shape[0]
    loss = 0.0
    for i in xrange(num_train):
        f = X[i].dot(W)
        cnt = 0
        for j in xrange(num_classes):
            if j == y[i]:
                continue
            m = f[j] - f[y[i]] + 1
            if m > 0:
                loss += m
                cnt += 1
                dW[:, j] += X[i]
        dW[:, y[i]] -= cnt * X[i]

    loss = loss / num_train + reg * np.sum(W * W)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    f = X.dot(W)
    fy = f[xrange(num_train), y][:, np.newaxis]
    m = np.maximum(0, f - fy + 1)
    m[xrange(num_train), y] = 0
    loss = m.sum() / num_train + reg * np.sum(W * W)

    m[m > 0] = 1
    m[xrange(num_train), y] -= m.sum(axis=1)
    dW = X.T.dot(m) / num_train + 2 * reg * W
    return loss, dW


def squared_hinge_loss(W, X, y, reg):
    num_train = X.shape[0]
    f = X.dot(W)
    fy = f[xrange(num_train), y][:, np.newaxis]
    m = np.maximum(0, f - fy + 1)
    m[xrange(num_train), y] = 0
    loss = (m * m).sum() / num_train + reg * np.sum(W * W)

    m *= 2
    m[xrange(num_train), y] -= m.sum(axis=1)
    return loss, X.T.dot(m) / num_train + 2 * reg * W
