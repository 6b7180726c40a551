import numpy as np


def l2(W, lam):
    return lam * np.linalg.norm(W) ** 2, 2 * lam * W


def l1(W, lam):
    return lam * np.linalg.norm(W.ravel(), 1), np.copysign(lam, W)


def elastic_net(W, lam, beta):
    return lam * np.sum(np.abs(W) * (beta * np.abs(W) + 1)), lam * np.sign(W) * (2 * beta * np.abs(W) + 1)


def max_norm(W, c):
    norms = np.linalg.norm(W, axis=0, keepdims=True)
    factor = np.ones_like(norms)
    np.divide(c, norms, out=factor, where=norms > c)
    return W * factor
