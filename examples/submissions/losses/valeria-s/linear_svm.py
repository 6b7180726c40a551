import numpy as np


def diferencias(scores, y, delta):
    """s_j - s_yi + delta; la clase verdadera queda en -inf, así nunca cuenta."""
    d = scores - scores[np.arange(len(y)), y].reshape(-1, 1) + delta
    d[np.arange(len(y)), y] = -np.inf
    return d


def hinge_loss(scores, y, delta=1.0):
    return np.maximum(diferencias(scores, y, delta), 0).sum(axis=1)


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(y)):
        d = diferencias(X[i:i + 1].dot(W), y[i:i + 1], 1.0)[0]
        for j in range(len(d)):
            if d[j] > 0:
                loss += d[j]
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    return loss / len(y) + reg * np.sum(W**2), dW / len(y) + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    d = np.maximum(diferencias(X.dot(W), y, 1.0), 0)
    cuenta = (d > 0).astype(float)
    cuenta[np.arange(len(y)), y] = -cuenta.sum(axis=1)
    return d.sum() / len(y) + reg * np.sum(W**2), X.T.dot(cuenta) / len(y) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    d = np.maximum(diferencias(X.dot(W), y, 1.0), 0)
    peso = 2 * d
    peso[np.arange(len(y)), y] = -peso.sum(axis=1)
    return (d**2).sum() / len(y) + reg * np.sum(W**2), X.T.dot(peso) / len(y) + 2 * reg * W
