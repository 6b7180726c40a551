import numpy as np


def numerical_gradient(f, x, h=1e-5):
    fx = f(x)                                 # evaluate function value at original point
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        old_value = x[ix]
        x[ix] = old_value + h                 # increment by h
        fxh = f(x)
        x[ix] = old_value                     # restore
        grad[ix] = (fxh - fx) / h             # the slope
        it.iternext()
    return grad


def forward_difference(f, x, h):
    fx = f(x)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        x[ix] += h
        grad[ix] = (f(x) - fx) / h
        it.iternext()
    return grad


def relative_error(a, b):
    """ returns relative error """
    a, b = np.asarray(a), np.asarray(b)
    return np.max(np.abs(a - b) / (np.maximum(1e-8, np.abs(a) + np.abs(b))))


def gradient_check(f, grad, x):
    error = np.linalg.norm(grad(x) - numerical_gradient(f, x))
    return bool(error < 1e-3)
