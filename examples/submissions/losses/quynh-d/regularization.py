import numpy as np


def l2(W, lam):
    return lam * np.sum(W ** 2), 2 * lam * W


def l1(W, lam):
    return lam * np.sum(W), lam * np.ones(W.shape)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W ** 2 + np.abs(W)), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.sqrt(np.sum(W ** 2, axis=0))
    W *= np.minimum(1, c / np.maximum(norms, 1e-12))
    return W
