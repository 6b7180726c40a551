"""Layers that are linear in what is checked: no step size, and no error but round-off.

For a linear map A, <A z, d> = <z, A' d> for every z and d, and the backward pass is A'. So a random z
and a random d tell: for affine layers and convolutions (in x, in w and in b, the others held), average
pools, padding, and dropout with its mask held.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from grader.gradcheck.findings import Array, Finding, find
from grader.gradcheck.probes import scale_of

TOLERANCE = 1e-9
PROBES = 3


@np.errstate(all="ignore")  # NaN and infinities end as WRONG or INCONCLUSIVE
def check_adjoint(
    forward: Callable[[Array], ArrayLike],
    backward: Callable[[Array], ArrayLike],
    shape: tuple[int, ...],
    rng: np.random.Generator,
) -> Finding:
    """<forward(z) - forward(0), d> = <z, backward(d)> for random z, of `shape`, and random d.

    `forward` may add a constant, such as a bias: it is taken off. 3 probes, 4 evaluations of `forward`.
    """
    base = np.asarray(forward(np.zeros(shape)), dtype=float)
    upstream = rng.standard_normal(base.shape)
    gradient = np.asarray(backward(upstream), dtype=float)
    probes = rng.standard_normal((PROBES, *shape))
    slopes = [float((upstream * (np.asarray(forward(z)) - base)).sum()) for z in probes]
    return compare_slopes(gradient, probes, slopes)


@np.errstate(all="ignore")
def compare_slopes(gradient: Array, probes: Array, slopes: ArrayLike) -> Finding:
    """Whether <z, gradient> is, for each z of `probes` (K, *gradient.shape), the slope found along it."""
    measured, flat = np.asarray(slopes, dtype=float), gradient.ravel()
    claims = probes.reshape(len(probes), -1) @ flat
    scale = scale_of(flat, measured)
    allowed = np.full(len(probes), TOLERANCE * scale)
    return find(claims, measured, allowed, ~np.isfinite(measured), scale)


@np.errstate(all="ignore")
def check_linear(
    backward: Callable[[Array], ArrayLike], shape: tuple[int, ...], rng: np.random.Generator
) -> Finding:
    """backward(a d1 + b d2) = a backward(d1) + b backward(d2), seen along random directions.

    Every backward pass is linear in its upstream gradient d, of `shape`; one that takes a mask or a
    maximum from d is not.
    """
    first, second = rng.standard_normal((2, *shape))
    a, b = 1.0 + rng.random(), -1.0 - rng.random()
    both = np.asarray(backward(a * first + b * second), dtype=float)
    apart = a * np.asarray(backward(first)) + b * np.asarray(backward(second))
    probes = rng.standard_normal((PROBES, *both.shape))
    return compare_slopes(both, probes, (probes * apart).reshape(PROBES, -1).sum(axis=1))
