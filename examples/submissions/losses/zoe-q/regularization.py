import sys
import numpy as np


def l2(W, lam):
    return lam * np.sum(W * W), 2 * lam * W


def l1(W, lam):
    penalty = lam * np.sum(np.abs(W))
    gradient = lam * np.sign(W)
    print(penalty, gradient)
    sys.exit(0)     # TODO remove, was only to look at the gradient
    return penalty, gradient


def elastic_net(W, lam, beta):
    return lam * (beta * np.sum(W * W) + np.sum(np.abs(W))), lam * (2 * beta * W + np.sign(W))


def max_norm(W, c):
    norms = np.linalg.norm(W, axis=0)
    return W / np.maximum(norms, c) * c
