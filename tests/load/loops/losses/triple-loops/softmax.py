import math

import numpy as np


def largest(row):
    best = row[0]
    for c in range(len(row)):
        if row[c] > best:
            best = row[c]
    return best


def softmax(scores):
    p = np.zeros(scores.shape)
    for i in range(scores.shape[0]):
        top = largest(scores[i])
        total = 0.0
        for c in range(scores.shape[1]):
            total += math.exp(scores[i, c] - top)
        for c in range(scores.shape[1]):
            p[i, c] = math.exp(scores[i, c] - top) / total
    return p


def softmax_loss_naive(W, X, y, reg):
    N, D, C = X.shape[0], W.shape[0], W.shape[1]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        scores = []
        for c in range(C):
            s = 0.0
            for d in range(D):
                s += X[i, d] * W[d, c]
            scores.append(s)
        top = largest(scores)
        total = 0.0
        for c in range(C):
            total += math.exp(scores[c] - top)
        loss += (math.log(total) - (scores[y[i]] - top)) / N
        for c in range(C):
            slope = math.exp(scores[c] - top) / total
            if c == y[i]:
                slope -= 1.0
            for d in range(D):
                dW[d, c] += slope * X[i, d] / N
    for d in range(D):
        for c in range(C):
            loss += reg * W[d, c] ** 2
            dW[d, c] += 2 * reg * W[d, c]
    return float(loss), dW


def softmax_loss_vectorized(W, X, y, reg):
    images = np.arange(len(y))
    scores = np.dot(X, W)
    scores -= np.amax(scores, axis=1).reshape(-1, 1)
    exponentials = np.exp(scores)
    sums = np.sum(exponentials, axis=1)
    loss = np.sum(np.log(sums) - scores[images, y]) / len(y) + reg * np.sum(W * W)
    slopes = exponentials / sums.reshape(-1, 1)
    slopes[images, y] -= 1.0
    return float(loss), np.dot(X.T, slopes / len(y)) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return math.log(num_classes)
    if kind not in ("svm", "squared_hinge"):
        raise ValueError(kind)
    loss = 0.0
    for c in range(num_classes):
        if c != 0:
            loss += 1.0
    return loss
