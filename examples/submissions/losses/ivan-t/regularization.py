import numpy as np


def l2(W, lam):
    return lam * np.sum(W * W), lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W * W + np.abs(W)), lam * (beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.sqrt(np.sum(W * W, axis=0))
    return np.where(norms > c, W * c / np.maximum(norms, 1e-12), W)
