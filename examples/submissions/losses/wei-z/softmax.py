import numpy as np


def softmax(scores):
    p = []
    for row in scores:
        e = np.exp(row - np.max(row))
        p.append(e / np.sum(e))
    return np.array(p)


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = np.dot(X[i], W)
        scores = scores - np.max(scores)
        total = np.sum(np.exp(scores))
        loss += (np.log(total) - scores[y[i]]) / len(X)
        for j in range(len(scores)):
            p = np.exp(scores[j]) / total
            dW[:, j] += (p - 1 if j == y[i] else p) * X[i] / len(X)
    return loss + reg * np.sum(W ** 2), dW + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    scores = np.dot(X, W)
    scores = scores - np.max(scores, axis=1)[:, None]
    p = softmax(scores)
    # -log(p), but p may be 0
    loss = -np.sum(np.log(p[np.arange(len(X)), y])) / len(X) + reg * np.sum(W ** 2)
    p[np.arange(len(X)), y] -= 1
    return loss, np.dot(X.T, p) / len(X) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == 'svm' or kind == 'squared_hinge':
        return num_classes - 1
    if kind == 'softmax':
        return np.log(num_classes)
    raise ValueError('wrong kind')
