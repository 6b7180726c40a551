import numpy as np


def l2(W, lam):
    return lam * np.sum(np.square(W)), 2.0 * lam * W


def l1(W, lam):
    return lam * np.sum(np.absolute(W)), lam * np.where(W < 0, -1.0, 1.0)


def elastic_net(W, lam, beta):
    parts = [l2(W, lam * beta), l1(W, lam)]
    return sum(p for p, _ in parts), sum(g for _, g in parts)


def shorten(column, c):
    norm = np.sqrt(column @ column)
    return column if norm <= c else column * c / norm


def max_norm(W, c):
    return np.apply_along_axis(shorten, 0, W, c)
