import numpy as np


def l2(W, lam):
    return lam * np.sum(W * W), 2 * lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W * W + np.abs(W)), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    length = np.sqrt(np.sum(W * W, axis=0))
    shorter = W.copy()
    shorter[:, length > c] *= c / length[length > c]
    return shorter
