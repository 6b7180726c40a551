import numpy as np


def l2_of_linear(W, x):
    f = 0.0
    dW, dx = np.zeros(W.shape), np.zeros(x.shape)
    for m in range(W.shape[0]):
        q = 0.0
        for d in range(W.shape[1]):
            q += W[m, d] * x[d]
        f += q * q
        for d in range(W.shape[1]):
            dW[m, d] = 2.0 * q * x[d]
            dx[d] += 2.0 * q * W[m, d]
    return float(f), dW, dx


def relu_jacobian(x):
    J = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        for j in range(len(x)):
            if i == j and x[j] > 0:
                J[i, j] = 1.0
    return J


def jacobian_shape(kind, n, batch):
    if kind == "elementwise":
        return batch * n, batch * n
    if kind == "sum":
        return batch, batch * n
    if kind == "loss":
        return 1, batch * n
    raise ValueError(kind)


def matmul_backward(dC, A, B):
    dA, dB = np.zeros(A.shape), np.zeros(B.shape)
    for n in range(A.shape[0]):
        for m in range(B.shape[1]):
            for d in range(A.shape[1]):
                dA[n, d] += dC[n, m] * B[d, m]
                dB[d, m] += A[n, d] * dC[n, m]
    return dA, dB


def sum_to_shape(gradient, shape):
    total = np.zeros(shape)
    in_front = len(gradient.shape) - len(shape)
    for index in np.ndindex(gradient.shape):
        place = []
        for axis in range(len(shape)):
            place.append(0 if shape[axis] == 1 else index[in_front + axis])
        total[tuple(place)] += gradient[index]
    return total
