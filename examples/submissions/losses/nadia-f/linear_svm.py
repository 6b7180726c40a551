import numpy as np


def hinge_loss(scores, y, delta=1.0):
    loss = np.zeros(scores.shape[0])
    for j in range(scores.shape[1]):
        m = scores[:, j] - scores[np.arange(len(y)), y] + delta
        loss += np.where((m > 0) & (y != j), m, 0)
    return loss


def svm_loss_naive(W, X, y, reg):
    N, loss, dW = X.shape[0], 0.0, np.zeros(W.shape)
    for i in range(N):
        f = W.T.dot(X[i])
        k = y[i]
        for j in range(f.size):
            if j == k or f[j] - f[k] + 1 <= 0:
                continue
            loss = loss + f[j] - f[k] + 1
            dW.T[j] += X[i]
            dW.T[k] -= X[i]
    return loss / N + reg * (W ** 2).sum(), dW / N + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    N, n = X.shape[0], np.arange(X.shape[0])
    F = X.dot(W)
    M = F - F[n, y][:, None] + 1
    M[n, y] = 0
    M = np.maximum(M, 0)
    G = (M > 0).astype("float64")
    G[n, y] = -np.count_nonzero(M, axis=1)
    return M.sum() / N + reg * (W ** 2).sum(), X.T.dot(G) / N + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    N, n = X.shape[0], np.arange(X.shape[0])
    F = X.dot(W)
    M = F - F[n, y][:, None] + 1
    M[n, y] = 0
    M = np.maximum(M, 0)
    G = 2 * M
    G[n, y] = -2 * M.sum(axis=1)
    return (M ** 2).sum() / N + reg * (W ** 2).sum(), X.T.dot(G) / N + 2 * reg * W
