import numpy as np


def l2(W, lam):
    """Mine, and right."""
    squares = np.power(W, 2)
    return lam * squares.sum(), lam * W * 2


def l1(W, lam):
    return lam * np.abs(W).sum(), np.where(W > 0, lam, -lam)


def elastic_net(W, lam, beta):
    (a, da), (b, db) = l2(W, lam), l1(W, lam)
    return beta * a + b, beta * da + db


def max_norm(W, c):
    short = np.array(W, copy=True)
    for column in short.T:
        size = np.sqrt(column.dot(column))
        if size > c:
            column *= c / size
    return short
