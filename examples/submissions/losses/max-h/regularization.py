import numpy as np


def l2(W, lam):
    return lam * np.sum(np.power(W, 2)), lam * (W + W)


def l1(W, lam):
    return lam * np.abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return l2(W, lam * beta)[0] + l1(W, lam)[0], l2(W, lam * beta)[1] + l1(W, lam)[1]


def max_norm(W, c):
    norm = np.sqrt(np.sum(np.power(W, 2), axis=0))
    return W / np.maximum(norm / c, 1)
