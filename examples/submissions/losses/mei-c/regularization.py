import numpy as np


def l2(W, lam):
    return lam * (W * W).sum(), 2 * lam * W


def l1(W, lam):
    return lam * np.abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * (beta * W * W + np.abs(W)).sum(), 2 * lam * beta * W + lam * np.sign(W)


def max_norm(W, c):
    n = np.sqrt((W * W).sum(0))
    return W / np.maximum(1, n / c)
