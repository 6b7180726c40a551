import numpy as np


def l2(W, lam):
    return lam * np.sum(W ** 2), 2 * lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(W ** 2 + beta * np.abs(W)), lam * (2 * W + beta * np.sign(W))


def max_norm(W, c):
    norm = np.linalg.norm(W)
    if norm > c:
        return W * c / norm
    return W
