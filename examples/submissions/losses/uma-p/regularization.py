import numpy as np


def l2(W, lam):
    return lam * np.sum(W * W), lam * 2 * W


def l1(W, lam):
    return lam * np.sum(abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W * W + abs(W)), lam * (beta * 2 * W + np.sign(W))


def max_norm(W, c):
    return W * np.clip(c / np.maximum(np.sqrt(np.sum(W * W, 0)), 1e-9), None, 1)
