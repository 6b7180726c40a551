import numpy as np


def l2(W, lam):
    penalty = lam * np.sum(W * W)
    print "l2 penalty:", penalty
    return penalty, 2.0 * lam * W


def l1(W, lam):
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def elastic_net(W, lam, beta):
    return lam * np.sum(beta * W * W + np.abs(W)), lam * (2.0 * beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.sqrt(np.sum(W * W, axis=0))
    return W * np.minimum(1.0, c / np.maximum(norms, 1e-12))
