import numpy as np


def log_probabilidades(scores):
    s = scores - scores.max(axis=1).reshape(-1, 1)
    return s - np.log(np.exp(s).sum(axis=1)).reshape(-1, 1)


def softmax(scores):
    return np.exp(log_probabilidades(scores))


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(y)):
        logp = log_probabilidades(X[i:i + 1].dot(W))[0]
        loss -= logp[y[i]]
        for j in range(len(logp)):
            dW[:, j] += np.exp(logp[j]) * X[i]
        dW[:, y[i]] -= X[i]
    return loss / len(y) + reg * np.sum(W**2), dW / len(y) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    logp = log_probabilidades(X.dot(W))
    una = np.zeros(logp.shape)
    una[np.arange(len(y)), y] = 1
    return -np.sum(logp * una) / len(y) + reg * np.sum(W**2), X.T.dot(np.exp(logp) - una) / len(y) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return float(np.log(num_classes))
    if kind == "svm" or kind == "squared_hinge":
        return float(num_classes - 1)
    raise ValueError(f"no conozco {kind!r}")
