import numpy as np


def logits_to_logp(F):
    F = F - np.max(F, axis=1).reshape(-1, 1)
    return F - np.log(np.sum(np.exp(F), axis=1)).reshape(-1, 1)


def softmax(scores):
    return np.exp(logits_to_logp(scores))


def softmax_loss_naive(W, X, y, reg):
    N = X.shape[0]
    loss = 0.0
    dW = np.zeros(W.shape)
    for i in range(N):
        logp = logits_to_logp(X[i:i + 1].dot(W))[0]
        loss -= logp[y[i]]
        for j in range(W.shape[1]):
            dW[:, j] += np.exp(logp[j]) * X[i]
        dW[:, y[i]] -= X[i]
    loss = loss / N + reg * np.sum(W * W)
    dW = dW / N + reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    logp = logits_to_logp(X.dot(W))
    loss = -np.sum(logp[np.arange(N), y]) / N + reg * np.sum(W * W)
    G = np.exp(logp)
    G[np.arange(N), y] -= 1
    dW = X.T.dot(G) / N + reg * W
    return loss, dW


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind == "svm" or kind == "squared_hinge":
        return num_classes - 1
    raise ValueError("unknown kind")
