# Each step of a numerical gradient copies x, and the check is stricter.

import numpy as np

def numerical_gradient(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        step = np.zeros(x.shape)
        step[it.multi_index] = h
        grad[it.multi_index] = (f(x + step) - f(x - step)) / (2.0 * h)
        it.iternext()
    return grad

def forward_difference(f, x, h):
    return np.array([f(x + h * e.reshape(x.shape)) - f(x) for e in np.eye(x.size)]).reshape(x.shape) / h

def relative_error(a, b):
    num = np.sqrt(np.sum(np.square(np.subtract(a, b))))
    den = max(np.sqrt(np.sum(np.square(a))), np.sqrt(np.sum(np.square(b))))
    return num / den if den else 0

def gradient_check(f, grad, x):
    return relative_error(grad(x), numerical_gradient(f, x)) < 1e-6
