import numpy as np
from past.builtins import xrange


def l2(W, lam):
    return lam * np.sum(W * W), 2 * lam * W


def l1(W, lam):
    sign = np.ones_like(W)
    sign[W < 0] = -1
    return lam * np.sum(W * sign), lam * sign


def elastic_net(W, lam, beta):
    a, da = l2(W, beta)
    b, db = l1(W, 1.0)
    return lam * (a + b), lam * (da + db)


def max_norm(W, c):
    out = np.copy(W)
    for j in xrange(W.shape[1]):
        norm = np.sqrt(np.sum(W[:, j] ** 2))
        if norm > c:
            out[:, j] = c * W[:, j] / norm
    return out
