import numpy as np


def l2(W, lam):
    penalty = 0.0
    grad = np.zeros_like(W)
    for idx, w in np.ndenumerate(W):
        penalty += lam * w * w
        grad[idx] = 2 * lam * w
    return penalty, grad


def l1(W, lam):
    penalty = 0.0
    grad = np.zeros_like(W)
    for idx, w in np.ndenumerate(W):
        penalty += lam * abs(w)
        grad[idx] = lam if w > 0 else -lam
    return penalty, grad


def elastic_net(W, lam, beta):
    penalty = 0.0
    grad = np.zeros_like(W)
    for idx, w in np.ndenumerate(W):
        penalty += lam * (beta * w * w + abs(w))
        grad[idx] = lam * (2 * beta * w + (1 if w > 0 else -1))
    return penalty, grad


def max_norm(W, c):
    P = np.array(W)
    for j in range(P.shape[1]):
        n = sum(w * w for w in P[:, j]) ** 0.5
        if n > c:
            P[:, j] *= c / n
    return P
