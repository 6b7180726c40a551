from builtins import range
import numpy as np
from past.builtins import xrange


def softmax(scores):
    f = scores - np.max(scores, axis=1, keepdims=True)
    e = np.exp(f)
    return e / np.sum(e, axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros_like(W)
    num_train, num_classes = X.shape[0], W.shape[1]
    for i in xrange(num_train):
        f = X[i].dot(W)
        f -= np.max(f)
        sum_f = np.sum(np.exp(f))
        loss += -f[y[i]] + np.log(sum_f)
        for j in xrange(num_classes):
            dW[:, j] += np.exp(f[j]) / sum_f * X[i]
            if j == y[i]:
                dW[:, j] -= X[i]
    loss = loss / num_train + reg * np.sum(W * W)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    f = X.dot(W)
    f -= np.max(f, axis=1, keepdims=True)
    sum_f = np.sum(np.exp(f), axis=1, keepdims=True)
    loss = np.sum(np.log(sum_f)) - np.sum(f[xrange(num_train), y])
    loss = loss / num_train + reg * np.sum(W * W)

    p = np.exp(f) / sum_f
    p[xrange(num_train), y] -= 1
    dW = X.T.dot(p) / num_train + 2 * reg * W
    return loss, dW


def expected_initial_loss(kind, num_classes):
    if kind == 'svm' or kind == 'squared_hinge':
        return num_classes - 1
    elif kind == 'softmax':
        return np.log(num_classes)
    else:
        raise ValueError('Invalid loss type "%s"' % kind)
