"""Multiclass SVM. I write Y for the one-hot labels (N, C): it saves all the fancy indexing."""
import numpy as np


def one_hot(y, num_classes):
    return (np.asarray(y)[:, None] == np.arange(num_classes)).astype(float)


def hinge_loss(scores, y, delta=1.0):
    losses = []
    for s, true in zip(scores, y):
        loss = 0.0
        for j in range(len(s)):
            if j != true:
                loss += max(0.0, s[j] - s[true] + delta)
        losses.append(loss)
    return np.array(losses)


def svm_loss_naive(W, X, y, reg):
    D, C = W.shape
    N = X.shape[0]
    loss = 0.0
    dW = np.zeros((D, C))
    for i in range(N):
        s = [sum(X[i, d] * W[d, j] for d in range(D)) for j in range(C)]
        for j in range(C):
            m = s[j] - s[y[i]] + 1
            if j == y[i] or m <= 0:
                continue
            loss += m
            for d in range(D):
                dW[d, j] += X[i, d]
                dW[d, y[i]] -= X[i, d]
    loss /= N
    dW /= N
    for d in range(D):
        for j in range(C):
            loss += reg * W[d, j] ** 2
            dW[d, j] += 2 * reg * W[d, j]
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    N, C = len(X), W.shape[1]
    Y = one_hot(y, C)
    S = X @ W
    true = np.einsum("nc,nc->n", S, Y)
    M = np.maximum(0, S - true[:, None] + 1 - Y)     # the -Y turns the true class's margin into 0
    active = (M > 0) * 1.0
    G = active - Y * active.sum(axis=1, keepdims=True)
    return M.sum() / N + reg * np.vdot(W, W), np.einsum("nd,nc->dc", X, G) / N + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    N, C = len(X), W.shape[1]
    Y = one_hot(y, C)
    S = X @ W
    M = np.maximum(0, S - np.einsum("nc,nc->n", S, Y)[:, None] + 1 - Y)
    G = 2 * (M - Y * M.sum(axis=1, keepdims=True))
    return np.vdot(M, M) / N + reg * np.vdot(W, W), np.einsum("nd,nc->dc", X, G) / N + 2 * reg * W
