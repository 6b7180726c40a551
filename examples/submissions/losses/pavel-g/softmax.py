import numpy as np


def softmax(scores):
    scores = scores - np.vstack(np.max(scores, 1))
    return np.exp(scores) / np.vstack(np.sum(np.exp(scores), 1))


def softmax_loss_naive(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    loss = 0
    dW = np.zeros(W.shape)
    for i in range(N):
        s = X[i, :].dot(W)
        s -= np.max(s)
        loss += np.log(np.sum(np.exp(s))) - s[y[i]]
        for j in range(C):
            dW[:, j] += X[i, :] * np.exp(s[j]) / np.sum(np.exp(s))
            if j == y[i]:
                dW[:, j] -= X[i, :]
    return loss / N + reg * np.sum(W ** 2), dW / N + reg * np.sum(W)


def softmax_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    p = softmax(X.dot(W))
    loss = np.sum(-np.log(p[:, y])) / N + reg * np.sum(W ** 2)
    p[:, y] -= 1
    dW = X.T.dot(p) / N + 2 * reg * W
    return loss, dW


def expected_initial_loss(kind, num_classes):
    if kind == 'softmax':
        return np.log(num_classes)
    elif kind == 'svm':
        return num_classes - 1
    elif kind == 'squared_hinge':
        return (num_classes - 1) ** 2
    else:
        raise ValueError('kind')
