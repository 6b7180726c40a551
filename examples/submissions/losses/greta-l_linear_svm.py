import numpy as np


def hinge_loss(scores, y, delta=1.0):
    result = []
    for row, k in zip(scores, y):
        rivals = [s for j, s in enumerate(row) if j != k]
        result.append(sum(max(0, s - row[k] + delta) for s in rivals))
    return np.asarray(result)


def svm_loss_naive(W, X, y, reg):
    N = len(X)
    loss = reg * (W ** 2).sum()
    dW = 2 * reg * W
    for x, k in zip(X, y):
        s = x @ W
        for j in range(len(s)):
            if j != k and s[k] < s[j] + 1:
                loss += (s[j] + 1 - s[k]) / N
                dW[:, j] += x / N
                dW[:, k] -= x / N
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    N, C = len(X), W.shape[1]
    T = np.eye(C)[y]
    S = X @ W
    H = (S - (S * T).sum(1, keepdims=True) + 1) * (1 - T)
    H[H < 0] = 0
    B = (H > 0).astype(float)
    dS = B - T * B.sum(1, keepdims=True)
    return H.sum() / N + reg * (W ** 2).sum(), X.T @ dS / N + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    N, C = len(X), W.shape[1]
    T = np.eye(C)[y]
    S = X @ W
    H = (S - (S * T).sum(1, keepdims=True) + 1) * (1 - T)
    H[H < 0] = 0
    dS = 2 * (H - T * H.sum(1, keepdims=True))
    return (H ** 2).sum() / N + reg * (W ** 2).sum(), X.T @ dS / N + 2 * reg * W
