"""Certificates that a line through a piecewise linear network meets no kink.

Along a line that changes the parameters of one layer, everything before that layer stands still, and
everything after it is affine until the first ReLU changes its sign or the first pool its winner. If
pattern and winners at both ends are those in the middle, none has changed on the way: each
pre-activation is affine between them, layer by layer, and an affine function that has one sign at both
ends has it everywhere between.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.gradcheck.findings import Array
from grader.gradcheck.probes import Smooth

Pattern = Callable[[NDArray[np.float64]], ArrayLike]


def certified_probe(point: Array, pattern: Pattern, rng: np.random.Generator, draws: int = 1000) -> Smooth:
    """A smooth probe whose lines are free of kinks; `point` holds the parameters of one layer only.

    `pattern(x)` is an array of everything that a kink separates: signs of pre-activations, indices of
    winners. Raises ValueError where `draws` directions are not enough: the point is on a kink, or has
    too many around it.
    """
    here = np.asarray(pattern(point))
    certified: list[Array] = []
    for _ in range(draws):
        direction = rng.standard_normal(point.shape)
        if is_certified(point, direction, pattern, here):
            certified.append(direction)
        if len(certified) == Smooth.count:
            return Smooth(point, np.array(certified))
    raise ValueError(
        f"no {Smooth.count} of {draws} lines through this point are free of kinks: choose another"
    )


def is_certified(point: Array, direction: Array, pattern: Pattern, here: ArrayLike) -> bool:
    """Whether the pattern is `here` at both ends of the line that a smooth probe follows."""
    move = Smooth.length / np.linalg.norm(direction) * direction
    return all(np.array_equal(pattern(point + sign * move), here) for sign in (1, -1))
