import numpy as np


def l2(W, lam):
    return lam * np.sum(W ** 2), 2 * lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W ** 2 + np.abs(W)), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    result = np.zeros(W.shape)
    for j in range(W.shape[1]):
        n = np.sqrt(np.sum(W[:, j] ** 2))
        result[:, j] = W[:, j] * c / n if n > c else W[:, j]
    return result
