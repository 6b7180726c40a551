import numpy as np


def hinge_loss(scores, y, delta=1.0):
    losses = []
    for i in range(len(scores)):
        m = np.maximum(0, scores[i] - scores[i][y[i]] + delta)
        m[y[i]] = 0
        losses.append(np.sum(m))
    return np.array(losses)


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = np.dot(X[i], W)
        m = np.maximum(0, scores - scores[y[i]] + 1)
        m[y[i]] = 0
        loss += np.sum(m) / len(X)
        for j in range(len(m)):
            if m[j] > 0:
                dW[:, j] += X[i] / len(X)
                dW[:, y[i]] -= X[i] / len(X)
    return loss + reg * np.sum(W ** 2), dW + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    scores = np.dot(X, W)
    true_scores = scores[np.arange(len(X)), y]
    m = np.maximum(0, scores - true_scores + 1)
    m[np.arange(len(X)), y] = 0
    loss = np.sum(m) / len(X) + reg * np.sum(W ** 2)
    m[m > 0] = 1
    m[np.arange(len(X)), y] = -np.sum(m, axis=1)
    return loss, np.dot(X.T, m) / len(X) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    loss, dW = 0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = np.dot(X[i], W)
        m = np.maximum(0, scores - scores[y[i]] + 1)
        m[y[i]] = 0
        loss += np.sum(m ** 2) / len(X)
        m[y[i]] = -np.sum(m)
        dW += np.outer(X[i], 2 * m) / len(X)
    return loss + reg * np.sum(W ** 2), dW + 2 * reg * W
