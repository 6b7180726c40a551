# The numerical gradient has a formula of higher order.

import numpy as np

def numerical_gradient(f, x, h=1e-5):
    x = x.astype(np.float64)
    def centred(h):
        grad = np.zeros_like(x)
        flat, out = x.reshape(-1), grad.reshape(-1)
        for i in range(x.size):
            old = flat[i]
            flat[i] = old + h
            up = f(x)
            flat[i] = old - h
            out[i] = (up - f(x)) / (2 * h)
            flat[i] = old
        return grad
    return (4 * centred(h / 2) - centred(h)) / 3
