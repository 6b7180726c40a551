import numpy as np


def l2_of_linear(W, x):
    q = np.einsum("md,d->m", W, x)
    return q @ q, 2 * np.einsum("m,d->md", q, x), 2 * np.einsum("m,md->d", q, W)


def relu_jacobian(x):
    return np.eye(len(x)) * np.heaviside(x, 0.5)


def jacobian_shape(kind, n, batch):
    match kind:
        case "elementwise":
            rows = n * batch
        case "sum":
            rows = batch
        case "loss":
            rows = 1
        case _:
            raise ValueError(kind)
    return rows, n * batch


def matmul_backward(dC, A, B):
    return np.einsum("nm,dm->nd", dC, B), np.einsum("nd,nm->dm", A, dC)


def sum_to_shape(gradient, shape):
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    axes = tuple(i for i, n in enumerate(padded) if n == 1)
    return gradient.sum(axis=axes, keepdims=True).reshape(shape)
