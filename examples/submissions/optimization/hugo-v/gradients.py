import numpy as np


def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    x = x.copy()
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        keep = x[i]
        values = []
        for sign in (+1, -1):
            x[i] = keep + sign * h
            values.append(f(x))
        x[i] = keep
        grad[i] = (values[0] - values[1]) / (2 * h)
    return grad


def forward_difference(f, x, h):
    x = x.astype(float)
    fx = f(x)
    grad = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        keep = x[i]
        x[i] = keep + h
        grad[i] = (f(x) - fx) / h
        x[i] = keep
    return grad


def norm(a):
    return np.sqrt(np.sum(np.asarray(a, dtype=float) ** 2))


def relative_error(a, b):
    biggest = max(norm(a), norm(b))
    if biggest == 0.0:
        return 0.0              # two zeros are the same
    return norm(np.asarray(a) - np.asarray(b)) / biggest


def gradient_check(f, grad, x):
    return bool(relative_error(grad(x), numerical_gradient(f, x)) < 1e-5)
