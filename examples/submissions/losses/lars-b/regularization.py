import numpy as np


def l2(W, lam):
    return lam * (W ** 2).sum(), 2 * lam * W


def l1(W, lam):
    return lam * np.abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * (beta * (W ** 2) + np.abs(W)).sum(), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.sqrt((W ** 2).sum(axis=1))     # one norm per class
    return W * (c / np.maximum(norms, c))[:, None]
