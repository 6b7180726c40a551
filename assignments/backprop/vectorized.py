"""Backpropagation through vectors and matrices, as at the end of lecture 4.

A gradient has the shape of the thing it belongs to: where two products fit, the shapes often tell
which of them is the right one.
"""

import numpy as np


def l2_of_linear(W: np.ndarray, x: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Returns (f, dW, dx) for f = sum((W x)**2), with W (M, D) and x (D,)."""
    raise NotImplementedError("l2_of_linear")


def relu_jacobian(x: np.ndarray) -> np.ndarray:
    """The Jacobian of max(0, x) at x (n,): entry [i, j] is the slope of output i in input j.

    x has no entry that is 0. Slopes are numbers, not booleans.
    """
    raise NotImplementedError("relu_jacobian")


def jacobian_shape(kind: str, n: int, batch: int) -> tuple[int, int]:
    """The shape of the Jacobian of a layer for a whole minibatch, whose input has batch * n numbers.

    `kind` is "elementwise" (as many numbers come out as go in), "sum" (each sample's n numbers are added
    up to one) or "loss" (one number comes out for the whole batch); anything else raises ValueError.
    """
    raise NotImplementedError("jacobian_shape")


def matmul_backward(dC: np.ndarray, A: np.ndarray, B: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Returns (dA, dB) for C = A @ B, with A (N, D), B (D, M) and the upstream gradient dC (N, M)."""
    raise NotImplementedError("matmul_backward")


def sum_to_shape(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The gradient of what was broadcast from `shape` to the shape of `gradient`.

    Broadcasting uses an entry many times, so the gradients of all its copies add up. It puts axes in
    front and stretches axes of length 1, and both have to be undone: the result is of `shape`.
    """
    raise NotImplementedError("sum_to_shape")
