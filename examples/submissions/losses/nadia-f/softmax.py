import numpy as np


def softmax(scores):
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    N, loss, dW = X.shape[0], 0.0, np.zeros(W.shape)
    for i in range(N):
        f = W.T.dot(X[i])
        total = 0.0
        for j in range(f.size):
            total += np.exp(f[j])
        loss += np.log(total) - f[y[i]]
        for j in range(f.size):
            dW.T[j] += np.exp(f[j]) / total * X[i]
        dW.T[y[i]] -= X[i]
    return loss / N + reg * (W ** 2).sum(), dW / N + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    N, n = X.shape[0], np.arange(X.shape[0])
    F = X.dot(W)
    F = F - F.max()             # so that no exponential overflows
    total = np.exp(F).sum(axis=1)
    loss = (np.log(total) - F[n, y]).mean() + reg * (W ** 2).sum()
    P = np.exp(F) / total[:, None]
    P[n, y] -= 1
    return loss, X.T.dot(P) / N + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    elif kind == "svm" or "squared_hinge":
        return num_classes - 1
    raise ValueError(kind)
