import math

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = copied(x), copied(x)
        above[index] += h
        below[index] -= h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient


def forward_difference(f, x, h):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above = copied(x)
        above[index] += h
        gradient[index] = (f(above) - f(copied(x))) / h
    return gradient


def copied(x):
    floats = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        floats[index] = x[index]
    return floats


def relative_error(a, b):
    of_a = of_b = of_difference = 0.0
    for index in np.ndindex(a.shape):
        of_a += float(a[index]) ** 2
        of_b += float(b[index]) ** 2
        of_difference += float(a[index] - b[index]) ** 2
    larger = max(math.sqrt(of_a), math.sqrt(of_b))
    return math.sqrt(of_difference) / larger if larger > 0 else 0.0


def gradient_check(f, grad, x):
    return relative_error(grad(x), numerical_gradient(f, x)) <= 1e-5
