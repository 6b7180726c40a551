import numpy as np


def l2(W, lam):
    return lam * np.sum(W * W), 2 * lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    loss = lam * (beta * np.sum(W * W) + np.sum(np.abs(W)))
    grad = lam * (2 * beta * W + np.sign(W))
    return loss, grad


def max_norm(W, c):
    norm = np.sqrt(np.sum(W * W, axis=0, keepdims=True))
    too_long = norm > c
    return np.where(too_long, W / np.where(too_long, norm, 1) * c, W)
