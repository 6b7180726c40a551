import numpy as np


def l2(W, lam):
    return lam * (W ** 2).sum(), 2 * lam * W


def l1(W, lam):
    return lam * np.abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    r, g = l2(W, beta)
    r1, g1 = l1(W, 1)
    return lam * (r + r1), lam * (g + g1)


def max_norm(W, c):
    V = W.copy()
    for j in range(V.shape[1]):
        V[:, j] *= min(1.0, c / max(np.linalg.norm(V[:, j]), 1e-12))
    return V
