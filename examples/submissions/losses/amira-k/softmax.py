import math
import numpy as np


def softmax(scores):
    rows = []
    for s in scores:
        e = [math.exp(v - max(s)) for v in s]
        rows.append([v / sum(e) for v in e])
    return np.array(rows)


def softmax_loss_naive(W, X, y, reg):
    N, (D, C) = X.shape[0], W.shape
    loss, dW = 0.0, np.zeros((D, C))
    for i in range(N):
        s = X[i] @ W
        top = max(s)
        lse = top + math.log(sum(math.exp(v - top) for v in s))
        loss += lse - s[y[i]]
        for j in range(C):
            g = math.exp(s[j] - lse)
            if j == y[i]:
                g -= 1
            for d in range(D):
                dW[d, j] += g * X[i, d]
    return loss / N + reg * sum(w * w for w in W.flat), dW / N + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    Y = (y[:, None] == np.arange(W.shape[1])).astype(float)
    S = X @ W
    logP = S - np.logaddexp.reduce(S, axis=1, keepdims=True)
    loss = -(Y * logP).sum() / len(X) + reg * np.vdot(W, W)
    dW = X.T @ (np.exp(logP) - Y) / len(X) + 2 * reg * W
    return loss, dW


def expected_initial_loss(kind, num_classes):
    table = {"svm": num_classes - 1.0, "squared_hinge": num_classes - 1.0, "softmax": math.log(num_classes)}
    if kind not in table:
        raise ValueError("unknown loss: %s" % kind)
    return table[kind]
