import numpy as np


def l2_of_linear(W, x):
    q = W.dot(x)
    f = (q * q).sum()
    dq = 2.0 * q
    # dW has the shape of W, dx the shape of x
    dW = dq.reshape(-1, 1).dot(x.reshape(1, -1))
    dx = W.T.dot(dq)
    return f, dW, dx


def relu_jacobian(x):
    n = x.shape[0]
    return np.maximum(x, 0) / np.abs(x) * np.ones(n)


def jacobian_shape(kind, n, batch):
    if kind == "elementwise":
        return (batch * n, batch * n)
    elif kind == "sum":
        return (batch, batch * n)
    elif kind == "loss":
        return (1, batch * n)
    raise ValueError("unknown kind " + str(kind))


def matmul_backward(dC, A, B):
    dA = dC.dot(B.T)
    dB = A.T.dot(dC)
    return dA, dB


def sum_to_shape(gradient, shape):
    while len(gradient.shape) > len(shape):
        gradient = gradient.sum(axis=0)
    for i in range(len(shape)):
        if shape[i] == 1 and gradient.shape[i] != 1:
            gradient = gradient.sum(axis=i, keepdims=True)
    return gradient
