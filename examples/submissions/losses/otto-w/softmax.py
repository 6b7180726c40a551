import numpy as np


def softmax(scores):
    e = np.exp(scores - np.max(scores, axis=1).reshape(-1, 1))
    return e / np.sum(e, axis=1).reshape(-1, 1)


def log_sum(scores):
    top = np.max(scores, axis=1)
    return top + np.log(np.sum(np.exp(scores - top.reshape(-1, 1)), axis=1))


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    i = 0
    while i < y.size:
        scores = np.dot(X[i:i + 1], W)
        loss += log_sum(scores)[0] - scores[0, y[i]]
        p = softmax(scores)[0]
        for j in range(p.size):
            dW[:, j] += p[j] * X[i]
        dW[:, y[i]] -= X[i]
        i += 1
    return loss / y.size + reg * np.sum(W * W), dW / y.size + 2.0 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    scores = np.dot(X, W)
    truth = np.arange(scores.shape[1]) == y.reshape(-1, 1)
    loss = np.sum(log_sum(scores) - scores[truth]) / y.size
    return loss + reg * np.sum(W * W), np.dot(X.T, softmax(scores) - truth) / y.size + 2.0 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == 'softmax':
        return float(np.log(num_classes))
    elif kind in ('svm', 'squared_hinge'):
        return num_classes - 1.0
    else:
        raise ValueError('unknown loss: ' + kind)
