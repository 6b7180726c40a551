import numpy as np

print("linear_svm loaded, numpy", np.__version__)
print("what does numpy do with 1/0?", np.ones(1) / np.zeros(1))


def hinge_loss(scores, y, delta=1.0):
    print("hinge_loss: scores =", scores)
    print("             y =", y)
    s_y = np.choose(y, scores.T)
    losses = np.maximum(0, scores.T - s_y + delta).sum(axis=0) - max(delta, 0)
    print("         losses =", losses)
    return losses


def svm_loss_naive(W, X, y, reg):
    loss, dW = 0.0, 0.0 * W
    for i in range(len(y)):
        s = W.T @ X[i]
        for j in range(len(s)):
            margin = 1 + s[j] - s[y[i]]
            print("image", i, "class", j, "margin", margin)
            if margin > 0 and j != y[i]:
                loss = loss + margin
                dW[:, j] = dW[:, j] + X[i]
                dW[:, y[i]] = dW[:, y[i]] - X[i]
    return loss / len(y) + reg * np.sum(W ** 2), dW / len(y) + 2 * reg * W


def svm_loss_vectorized(W, X, y, reg):
    S = (X @ W).T                              # (C, N): images are columns here
    M = np.maximum(0, S - np.choose(y, S) + 1)
    M[y, np.arange(len(y))] = 0
    print("active margins per image:", (M > 0).sum(axis=0))
    A = np.where(M > 0, 1.0, 0.0)
    A[y, np.arange(len(y))] = -A.sum(axis=0)
    print("row sums, should be 0:", A.sum(axis=0))
    return M.sum() / len(y) + reg * np.sum(W ** 2), (A @ X).T / len(y) + 2 * reg * W


def squared_hinge_loss(W, X, y, reg):
    S = (X @ W).T
    M = np.maximum(0, S - np.choose(y, S) + 1)
    M[y, np.arange(len(y))] = 0
    A = 2 * M
    A[y, np.arange(len(y))] = -A.sum(axis=0)
    print("squared hinge", M)
    return np.sum(M * M) / len(y) + reg * np.sum(W ** 2), (A @ X).T / len(y) + 2 * reg * W
