import numpy as np


def hinge_loss(scores, y, delta=1.0):
    losses = np.zeros(len(y))
    for i, label in enumerate(y):
        others = np.delete(scores[i], label)
        losses[i] = np.maximum(others - scores[i, label] + delta, 0).sum()
    return losses


def svm_loss_naive(W, X, y, reg):
    n, d = X.shape
    k = W.shape[1]
    total, dW = 0.0, np.zeros((d, k))
    for i in range(n):
        for j in range(k):
            gap = X[i].dot(W[:, j]) - X[i].dot(W[:, y[i]]) + 1
            if j != y[i] and gap > 0:
                total += gap / n
                dW[:, j] += X[i] / n
                dW[:, y[i]] -= X[i] / n
    return total + reg * (W * W).sum(), dW + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    n = len(X)
    S = X.dot(W)
    M = S - S[range(n), y].reshape(n, 1) + 1
    M[range(n), y] = 0
    M = M.clip(min=0)
    # every violated class pushes once, the right one pulls once per violation
    push = np.sign(M)
    push[range(n), y] = -push.sum(1)
    return M.sum() / n + reg * (W * W).sum(), X.T.dot(push) / n + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    n = len(X)
    S = X.dot(W)
    M = S - S[range(n), y].reshape(n, 1) + 1
    M[range(n), y] = 0
    M = M.clip(min=0)
    push = 2 * M
    push[range(n), y] = -push.sum(1)
    return (M ** 2).sum() / n + reg * (W * W).sum(), X.T.dot(push) / n + 2 * reg * W
