"""Numerical gradients of lecture 3: approximate, slow, easy to write, and so a check on all others.

`f` is a function of an array that returns a number; x is an array of any shape.
"""

from collections.abc import Callable

import numpy as np


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """The gradient of f at x by centred differences, an array of floats of x's shape.

    Each entry is (f(x with h added there) - f(x with h taken off there)) / (2 h).
    x is left exactly as it is, and may hold integers.
    """
    # BEGIN SOLUTION
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        above = f(x)
        x[index] = old - h
        below = f(x)
        x[index] = old
        gradient[index] = (above - below) / (2 * h)
    return gradient
    # END SOLUTION


def forward_difference(f: Callable[[np.ndarray], float], x: np.ndarray, h: float) -> np.ndarray:
    """The gradient of f at x by forward differences, the lecture's first recipe.

    Each entry is (f(x with h added there) - f(x)) / h. x is left exactly as it is.
    """
    # BEGIN SOLUTION
    x = np.array(x, dtype=float)
    here = f(x)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        gradient[index] = (f(x) - here) / h
        x[index] = old
    return gradient
    # END SOLUTION


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """|a - b| / max(|a|, |b|), with the Euclidean norm over all entries; 0 where both are zero.

    One number for two arrays of the same shape. The norm of the whole sets the scale: entry by entry,
    the round-off in a tiny entry would look like a large error.
    """
    # BEGIN SOLUTION
    scale = max(np.linalg.norm(a), np.linalg.norm(b))
    if scale == 0:
        return 0.0
    return float(np.linalg.norm(a - b) / scale)
    # END SOLUTION


def gradient_check(
    f: Callable[[np.ndarray], float], grad: Callable[[np.ndarray], np.ndarray], x: np.ndarray
) -> bool:
    """Whether the function `grad` gives the gradient of f at x.

    True where the relative error between grad(x) and the numerical gradient is at most 1e-5.
    """
    # BEGIN SOLUTION
    return bool(relative_error(grad(x), numerical_gradient(f, x)) <= 1e-5)
    # END SOLUTION
