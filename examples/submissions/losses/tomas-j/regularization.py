import numpy as np


def l2(W, lam): return lam * np.sum(W**2), 2*lam*W


def l1(W, lam): return lam * np.sum(np.abs(W)), lam*np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W**2 + np.abs(W)), lam * (2*beta*W + np.sign(W))


def max_norm(W, c):
    n = np.sqrt(np.sum(W**2, axis=0))
    return W * c / np.maximum(n, c)
