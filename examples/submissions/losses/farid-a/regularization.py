import numpy as np


def l2(W, lam):
    return lam * np.einsum("ij,ij", W, W), 2 * lam * W


def l1(W, lam):
    return lam * np.abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * (beta * np.einsum("ij,ij", W, W) + np.abs(W).sum()), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    lengths = np.sqrt(np.einsum("ij,ij->j", W, W))
    shrink = np.array([c / n if n > c else 1.0 for n in lengths])
    return W @ np.diag(shrink)
