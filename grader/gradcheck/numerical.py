"""The whole gradient by centred differences: simple, and slow where there are many entries."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray


def numerical_gradient(
    f: Callable[[NDArray[np.float64]], float], x: ArrayLike, h: float = 1e-5
) -> NDArray[np.float64]:
    """The gradient of the scalar function `f` at `x`, of x's shape; `x` is left as it is.

    Two evaluations for each entry. The error shrinks with h squared, until round-off, which grows as
    1 / h, takes over: near 1e-5 the two are about equal in float64.
    """
    point = np.array(x, dtype=float)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        gradient[index] = (f(_moved(point, index, h)) - f(_moved(point, index, -h))) / (2 * h)
    return gradient


def _moved(point: NDArray[np.float64], index: tuple[int, ...], step: float) -> NDArray[np.float64]:
    """A copy for each call, because `f` may keep or change what it is given."""
    moved = point.copy()
    moved[index] += step
    return moved
