import numpy as np


def margin_of(W, x, y, c):
    margin = 1.0
    for d in range(W.shape[0]):
        margin += x[d] * (W[d, c] - W[d, y])
    return margin


def add_penalty(loss, dW, W, reg):
    for d in range(W.shape[0]):
        for c in range(W.shape[1]):
            loss += reg * W[d, c] ** 2
            dW[d, c] += 2 * reg * W[d, c]
    return float(loss), dW


def hinge_loss(scores, y, delta=1.0):
    losses = np.zeros(scores.shape[0])
    for i in range(scores.shape[0]):
        for c in range(scores.shape[1]):
            if c != y[i]:
                margin = scores[i, c] - scores[i, y[i]] + delta
                if margin > 0:
                    losses[i] += margin
    return losses


def svm_loss_naive(W, X, y, reg):
    N = X.shape[0]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        for c in range(W.shape[1]):
            if c == y[i]:
                continue
            margin = margin_of(W, X[i], y[i], c)
            if margin > 0:
                loss += margin / N
                for d in range(W.shape[0]):
                    dW[d, c] += X[i, d] / N
                    dW[d, y[i]] -= X[i, d] / N
    return add_penalty(loss, dW, W, reg)


def svm_loss_vectorized(W, X, y, reg):
    images = np.arange(len(y))
    scores = np.dot(X, W)
    correct = scores[images, y].reshape(-1, 1)
    margins = np.clip(scores - correct + 1.0, 0.0, None)
    margins[images, y] = 0.0
    slopes = np.where(margins > 0, 1.0, 0.0)
    slopes[images, y] = -np.sum(slopes, axis=1)
    loss = np.sum(margins) / len(y) + reg * np.sum(W * W)
    return float(loss), np.dot(X.T, slopes) / len(y) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    N = X.shape[0]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        for c in range(W.shape[1]):
            if c == y[i]:
                continue
            margin = margin_of(W, X[i], y[i], c)
            if margin > 0:
                loss += margin**2 / N
                for d in range(W.shape[0]):
                    dW[d, c] += 2 * margin * X[i, d] / N
                    dW[d, y[i]] -= 2 * margin * X[i, d] / N
    return add_penalty(loss, dW, W, reg)
