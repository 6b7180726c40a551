"""Checks of gradients: against the derivative of the student's own loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.model import Seen
from grader.suite.answers import Array, fail, real_array, require_dtype, require_finite
from grader.suite.checks import assert_that, unpack
from grader.wire import number


def assert_gradient(
    loss_at: Callable[[list[Array]], Sequence[object]],
    point: Array,
    gradient: object,
    rng: np.random.Generator,
    *,
    what: str = "dW",
    directions: int = 3,
    rtol: float = 1e-6,
) -> None:
    """`gradient` is the derivative at `point` of the losses that `loss_at` finds for a list of points.

    Centred differences along Gaussian directions. The norm of the whole gradient sets the scale:
    entry by entry, the round-off in tiny entries would fail right answers.
    """
    real_array(gradient, point.shape, what)  # before any loss is asked for
    probe = _Probe(point, rng, directions)
    probe.judge(gradient, loss_at(probe.moved), what, rtol)


def assert_gradient_of_own_loss(
    function: Any, points: Sequence[tuple[Any, ...]], rng: np.random.Generator, *, what: str = "dW"
) -> None:
    """`function(x, ...)` is a loss and its gradient in x: at each point the one is the other's derivative.

    Needs no reference, and says nothing of whether the loss is the right one; but a loss that is the
    same everywhere is none. Two messages, whatever the number of points.
    """
    gradients = [unpack(result, "loss", what)[1] for result in function.map(points)]
    for point, gradient in zip(points, gradients, strict=True):
        slope = real_array(gradient, point[0].shape, what)
        assert_that(bool(slope.any()), f"{what} is not zero everywhere", what=what)
    probes = [_Probe(point[0], rng, directions=3) for point in points]
    moved = [(x, *point[1:]) for point, probe in zip(points, probes, strict=True) for x in probe.moved]
    losses = function.map(moved, pick=0)
    for gradient, probe in zip(gradients, probes, strict=True):
        probe.judge(gradient, losses[: len(probe.moved)], what, rtol=1e-6)
        losses = losses[len(probe.moved) :]


# Long enough to rise above round-off, short enough to step over a kink of the hinge almost never.
_STEP = 1e-6
# Of a slope where losses are of order one. Were it to grow with the losses, a huge constant added to
# them would let any gradient pass.
_ROUND_OFF = 1e-6


class _Probe:
    """Centred differences along Gaussian directions: where to look, and what to make of it."""

    def __init__(self, point: Array, rng: np.random.Generator, directions: int) -> None:
        self._point = point
        self._probes = rng.standard_normal((directions, *point.shape))
        self._axes = tuple(range(1, self._probes.ndim))
        self._steps = _STEP / np.sqrt((self._probes**2).sum(axis=self._axes))
        moves = [step * probe for step, probe in zip(self._steps, self._probes, strict=True)]
        self.moved = [point + sign * move for move in moves for sign in (1, -1)]

    def judge(self, gradient: object, losses_there: Sequence[object], what: str, rtol: float) -> None:
        found = real_array(gradient, self._point.shape, what)
        require_dtype(found, self._point, what)
        require_finite(found, what)
        losses = _losses(losses_there)
        with np.errstate(all="ignore"):
            slopes = (losses[0::2] - losses[1::2]) / (2 * self._steps)
            claims = (self._probes * found).sum(axis=self._axes)
            scale = max(float(np.linalg.norm(found)), float(np.abs(slopes).max()))
            worst = int(np.argmax(np.abs(claims - slopes)))
            error = float(np.abs(claims - slopes)[worst])
        if not error <= rtol * scale + _ROUND_OFF or error == np.inf:
            fail(
                Seen.CONDITION,
                what,
                statement=f"{what} gives the slope of your own loss in every direction",
                yours=number(float(claims[worst])),
                expected=number(float(slopes[worst])),
                relative_error=number(error / scale if scale else np.inf),
                tolerance=rtol,
            )


def _losses(values: Sequence[object]) -> Array:
    losses = [real_array(value, (), "loss") for value in values]
    for loss in losses:
        require_finite(loss, "loss")
    return np.array(losses, dtype=float)
