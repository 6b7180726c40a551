import numpy as np


def hinge_loss(scores, y, delta=1.0):
    num = scores.shape[0]
    correct = scores[range(num), y].reshape((num, 1))
    margin = np.maximum(np.zeros(scores.shape), scores - correct + delta)
    margin[range(num), y] = 0
    return np.sum(margin, axis=1)


def svm_loss_naive(W, X, y, reg):
    num = X.shape[0]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(num):
        s = X[i].dot(W)
        for j in range(W.shape[1]):
            if j == y[i]:
                continue
            margin = s[j] - s[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    # average, then the regularization
    loss /= num
    dW = dW / num + 2 * reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    num = X.shape[0]
    s = X.dot(W)
    margin = np.maximum(0, s - s[range(num), y].reshape((num, 1)) + 1)
    margin[range(num), y] = 0
    loss = np.sum(margin) / num + reg * np.sum(W * W)
    mask = (margin > 0).astype(float)
    mask[range(num), y] = -np.sum(mask, axis=1)
    dW = X.T.dot(mask) / num
    return loss, dW


def squared_hinge_loss(W, X, y, reg):
    num = X.shape[0]
    s = X.dot(W)
    margin = np.maximum(0, s - s[range(num), y].reshape((num, 1)) + 1)
    margin[range(num), y] = 0
    loss = np.sum(margin ** 2) / num
    mask = 2 * margin
    mask[range(num), y] = -np.sum(mask, axis=1)
    dW = X.T.dot(mask) / num
    return loss, dW
