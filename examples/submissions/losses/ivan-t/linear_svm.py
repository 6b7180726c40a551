import numpy as np

# R(W) = reg * sum(W^2), dR/dW = reg * W


def hinge_loss(scores, y, delta=1.0):
    n = np.arange(len(y))
    L = np.maximum(0, scores - scores[n, y].reshape(-1, 1) + delta)
    return L.sum(axis=1) - L[n, y]


def svm_loss_naive(W, X, y, reg):
    loss = 0.0
    dW = np.zeros(W.shape)
    N = X.shape[0]
    for i in range(N):
        scores = X[i].dot(W)
        for j in range(W.shape[1]):
            if j != y[i]:
                L = scores[j] - scores[y[i]] + 1
                if L > 0:
                    loss += L
                    dW[:, j] += X[i]
                    dW[:, y[i]] -= X[i]
    loss /= N
    dW /= N
    loss += reg * np.sum(W * W)
    dW += reg * W
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    n = np.arange(N)
    scores = X.dot(W)
    L = np.maximum(0, scores - scores[n, y].reshape(-1, 1) + 1)
    L[n, y] = 0
    loss = np.sum(L) / N + reg * np.sum(W * W)
    G = np.zeros(L.shape)
    G[L > 0] = 1
    G[n, y] -= np.sum(G, axis=1)
    dW = X.T.dot(G) / N + reg * W
    return loss, dW


def squared_hinge_loss(W, X, y, reg):
    N = X.shape[0]
    n = np.arange(N)
    scores = X.dot(W)
    L = np.maximum(0, scores - scores[n, y].reshape(-1, 1) + 1)
    L[n, y] = 0
    G = 2 * L
    G[n, y] -= np.sum(G, axis=1)
    return np.sum(L ** 2) / N + reg * np.sum(W * W), X.T.dot(G) / N + reg * W
