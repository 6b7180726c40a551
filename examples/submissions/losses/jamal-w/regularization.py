import numpy as np


def l2(W, lam):
    return lam / 2 * np.sum(W ** 2), lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta / 2 * W ** 2 + np.abs(W)), lam * (beta * W + np.sign(W))


def max_norm(W, c):
    norm = np.sqrt(np.sum(W ** 2, axis=0))
    return W * np.minimum(1.0, c / np.where(norm == 0, c, norm))
