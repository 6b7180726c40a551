import numpy as np


def log_sum_exp(S):
    top = S.max(1)
    return top + np.log(np.exp(S - top[:, None]).sum(1))


def softmax(scores):
    return np.exp(scores - log_sum_exp(scores)[:, None])


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for x, label in zip(X, y):
        s = x.dot(W)
        lse = s.max() + np.log(sum(np.exp(v - s.max()) for v in s))
        loss += lse - s[label]
        for j, v in enumerate(s):
            dW[:, j] += np.exp(v - lse) * x
        dW[:, label] -= x
    return loss / len(X) + reg * (W * W).sum(), dW / len(X) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    n = len(X)
    S = X.dot(W)
    lse = log_sum_exp(S)
    P = np.exp(S - lse[:, None])
    P[range(n), y] -= 1
    return (lse - S[range(n), y]).mean() + reg * (W * W).sum(), X.T.dot(P) / n + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    if kind == 'softmax':
        return np.log(num_classes)
    if kind in ['svm', 'squared_hinge']:
        return num_classes - 1
    raise ValueError(kind)
