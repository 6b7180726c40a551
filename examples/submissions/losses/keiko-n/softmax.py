import numpy as np


def softmax(scores):
    e = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def softmax_loss_naive(W, X, y, reg):
    num = X.shape[0]
    loss = 0.0
    dW = np.zeros_like(W)
    for i in range(num):
        s = X[i].dot(W)
        s = s - np.max(s)
        loss += np.log(np.sum(np.exp(s))) - s[y[i]]
        for j in range(W.shape[1]):
            dW[:, j] += np.exp(s[j]) / np.sum(np.exp(s)) * X[i]
        dW[:, y[i]] -= X[i]
    loss += reg * np.sum(W * W)
    dW += 2 * reg * W
    return loss / num, dW / num


def softmax_loss_vectorized(W, X, y, reg):
    num = X.shape[0]
    s = X.dot(W)
    s = s - np.max(s, axis=1, keepdims=True)
    loss = np.sum(np.log(np.sum(np.exp(s), axis=1)) - s[range(num), y])
    loss += reg * np.sum(W * W)
    p = softmax(s)
    p[range(num), y] -= 1
    dW = X.T.dot(p) + 2 * reg * W
    return loss / num, dW / num


def expected_initial_loss(kind, num_classes):
    if kind == "softmax":
        return np.log(num_classes)
    if kind == "svm" or kind == "squared_hinge":
        return num_classes - 1
    raise ValueError("kind")
