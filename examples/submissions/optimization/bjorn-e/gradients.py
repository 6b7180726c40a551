import numpy as np
from numpy.linalg import norm


def steps(x, h):
    """All the little steps at once: one row for each entry of x."""
    return (h * np.eye(x.size)).reshape(x.size, *x.shape)


def numerical_gradient(f, x, h=1e-5):
    slopes = [(f(x + s) - f(x - s)) / (2 * h) for s in steps(x, h)]
    return np.reshape(slopes, x.shape)


def forward_difference(f, x, h):
    base = f(x)
    return np.reshape([(f(x + s) - base) / h for s in steps(x, h)], x.shape)


def relative_error(a, b):
    scale = max(norm(a), norm(b))
    return norm(np.subtract(a, b)) / scale if scale else 0.0


def gradient_check(f, grad, x):
    return relative_error(grad(x), numerical_gradient(f, x)) <= 1e-5
