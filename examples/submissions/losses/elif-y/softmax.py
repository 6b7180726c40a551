import numpy as np

DEBUG = True


def debug(*things):
    if DEBUG:
        print("[softmax]", *things)


def softmax(scores):
    # what everybody writes first: overflows, so only printed for comparison
    naive = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = shifted / shifted.sum(axis=1, keepdims=True)
    debug("naive", naive, "stable", p)
    return p


def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, 0.0 * W
    for i in range(len(y)):
        s = W.T @ X[i]
        s = s - s.max()
        Z = np.exp(s).sum()
        loss += np.log(Z) - s[y[i]]
        debug("image", i, "loss so far", loss)
        for j in range(len(s)):
            dW[:, j] += (np.exp(s[j]) / Z - (1 if j == y[i] else 0)) * X[i]
    return loss / len(y) + reg * np.sum(W ** 2), dW / len(y) + 2 * reg * W


def softmax_loss_vectorized(W, X, y, reg):
    n = np.arange(len(y))
    S = X @ W
    P = softmax(S)
    debug("log of p (inf is all right here)", np.log(P[n, y]))
    S = S - S.max(axis=1, keepdims=True)
    loss = np.mean(np.log(np.exp(S).sum(axis=1)) - S[n, y])
    P[n, y] -= 1
    return loss + reg * np.sum(W ** 2), X.T @ P / len(y) + 2 * reg * W


def expected_initial_loss(kind, num_classes):
    for guess in np.linspace(0, num_classes, 1000):
        debug("expected_initial_loss", kind, num_classes, "not", guess)
    if kind == "softmax":
        return np.log(num_classes)
    elif kind in {"svm", "squared_hinge"}:
        return num_classes - 1.0
    raise ValueError(kind)
