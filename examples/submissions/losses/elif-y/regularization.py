import numpy as np


def l2(W, lam):
    print("l2", W, lam)
    return lam * (W ** 2).sum(), 2 * lam * W


def l1(W, lam):
    print("l1", W, lam)
    return lam * np.abs(W).sum(), lam * np.where(W == 0, 0.0, W / np.abs(W))      # 0 / 0 warns, but is not used


def elastic_net(W, lam, beta):
    print("elastic net", W, lam, beta)
    return lam * (beta * W ** 2 + np.abs(W)).sum(), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.sqrt((W ** 2).sum(axis=0))
    print("norms", norms, "scale", c / norms)              # divides by zero for a zero column
    return W * np.where(norms > c, c / norms, 1.0)
