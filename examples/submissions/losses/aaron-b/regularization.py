import numpy as np


def l2(W, lam):
    return lam * (W * W).sum(), 2 * lam * W


def l1(W, lam):
    return lam * abs(W).sum(), lam * np.sign(W)


def elastic_net(W, lam, beta):
    p2, g2 = l2(W, lam * beta)
    p1, g1 = l1(W, lam)
    return p2 + p1, g2 + g1


def max_norm(W, c):
    out = W.copy()
    j = 0
    while j < W.shape[1]:
        length = np.linalg.norm(W[:, j])
        if length <= c:
            continue        # short enough, leave this one
        out[:, j] = W[:, j] / length * c
        j += 1
    return out
