import numpy as np


def log_softmax(scores):
    z = scores - np.amax(scores, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def softmax(scores):
    return np.exp(log_softmax(scores))


def softmax_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)
    loss = 0
    for i in range(X.shape[0]):
        logp = log_softmax(np.atleast_2d(X[i]).dot(W))[0]
        loss -= logp[y[i]]
        for c in range(W.shape[1]):
            dW[:, c] += X[i] * np.exp(logp[c])
        dW[:, y[i]] -= X[i]
    return loss / X.shape[0] + reg * np.square(W).sum(), dW / X.shape[0] + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    logp = log_softmax(X.dot(W))
    idx = y.reshape(-1, 1)
    loss = -np.take_along_axis(logp, idx, axis=1).mean() + reg * np.square(W).sum()
    target = np.zeros_like(logp)
    np.put_along_axis(target, idx, 1.0, axis=1)
    return loss, np.tensordot(X, np.exp(logp) - target, axes=(0, 0)) / X.shape[0] + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    match kind:
        case "svm" | "squared_hinge":
            return float(num_classes - 1)
        case "softmax":
            return -np.log(1 / num_classes)
    raise ValueError(f"no such loss: {kind}")
