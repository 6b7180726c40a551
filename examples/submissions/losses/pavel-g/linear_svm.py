import numpy as np


def hinge_loss(scores, y, delta=1.0):
    correct = np.array([scores[i][y[i]] for i in range(len(y))])
    loss = np.maximum(scores - np.vstack(correct) + delta, 0)
    loss[np.arange(len(y)), y] = 0
    return np.sum(loss, 1)


def svm_loss_naive(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    loss = 0
    dW = np.zeros(W.shape)
    for i in range(N):
        s = X[i, :].dot(W)
        for j in range(C):
            if j != y[i]:
                margin = s[j] - s[y[i]] + 1
                if margin > 0:
                    loss += margin
                    dW[:, j] += X[i, :]
                    dW[:, y[i]] -= X[i, :]
    loss = loss / N + reg * np.sum(W ** 2)
    dW = dW / N + reg * np.sum(W)
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    s = X.dot(W)
    margin = np.maximum(0, s - s[y] + 1)
    margin[np.arange(N), y] = 0
    loss = np.sum(margin) / N + reg * np.sum(W ** 2)
    margin[margin > 0] = 1
    margin[np.arange(N), y] = -np.sum(margin, 1)
    dW = X.T.dot(margin) / N + 2 * reg * W
    return loss, dW


def squared_hinge_loss(W, X, y, reg):
    N = X.shape[0]
    s = X.dot(W)
    correct = np.array([s[i][y[i]] for i in range(N)])
    margin = np.maximum(0, s - np.vstack(correct) + 1)
    margin[np.arange(N), y] = 0
    loss = np.sum(margin ** 2) / N + reg * np.sum(W ** 2)
    margin[margin > 0] = 1
    margin[np.arange(N), y] = -np.sum(margin, 1)
    dW = X.T.dot(margin) / N + 2 * reg * W
    return loss, dW
