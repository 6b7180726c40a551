"""Where to look near a point, and what to make of the losses found there.

A probe is two halves with a message between them: `moved` lists the points to evaluate, `judge` takes
the losses. So a grader can send the points of many probes at once, and a student can loop over them.

Directions are Gaussian: the error e of a gradient then shows as a slope that is off by a normal number
of standard deviation |e|, however e is spread over the entries. Signs of +-1 have no such property: two
entries wrong by the same amount cancel in half of all directions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.gradcheck.findings import Array, Finding, find


class Probe(ABC):
    """Straight lines through `point`, one for each of `directions` (K, *point.shape).

    Each line is followed for `length`, measured in the Euclidean norm, to both sides.
    """

    count: ClassVar[int]
    length: ClassVar[float]
    _marks: ClassVar[tuple[float, ...]]  # where on a line to look, in units of `length`

    def __init__(self, point: Array, directions: Array) -> None:
        self._directions = directions.reshape(len(directions), -1)
        self._lengths = np.sqrt((self._directions**2).sum(axis=1))
        self._steps = self.length / self._lengths
        self.moved = [
            point + mark * step * direction
            for step, direction in zip(self._steps, directions, strict=True)
            for mark in self._marks
        ]

    @classmethod
    def draw(cls, point: Array, rng: np.random.Generator) -> Self:
        """A probe along as many Gaussian directions as this kind needs."""
        return cls(point, rng.standard_normal((cls.count, *np.shape(point))))

    def judge(self, gradient: ArrayLike, losses: Sequence[float], loss_here: float) -> Finding:
        """What the losses at `moved`, in their order, and the loss at the point say of `gradient`."""
        with np.errstate(all="ignore"):  # NaN and infinities end as WRONG or INCONCLUSIVE
            found = np.asarray(gradient, dtype=float).ravel()
            values = np.asarray(losses, dtype=float).reshape(len(self._steps), len(self._marks))
            return self._judge(found, values, float(loss_here))

    @abstractmethod
    def _judge(self, gradient: Array, losses: Array, here: float) -> Finding: ...

    def _round_off(self, losses: Array, here: float) -> Array:
        largest = max(abs(here), float(np.abs(losses).max()))
        unit: float = _ROUND_OFF * np.finfo(float).eps * largest
        return np.asarray(unit / self._steps + _FLOOR)

    def _unclear(self, blur: Array, scale: float) -> NDArray[np.bool_]:
        """Where a slope is known too badly to be worth a comparison with it."""
        return np.asarray(~(blur <= _SHARP * scale + _TINY * self._lengths))


class Smooth(Probe):
    """Slopes of a smooth function by Richardson's (4 D(h/2) - D(h)) / 3, good to 1e-7 of the gradient.

    12 evaluations: 3 directions, 4 points each. Where the line meets a kink, the slopes at the two
    scales disagree, or the bends on the two sides do, and the finding is INCONCLUSIVE.
    """

    count = 3
    length = 1e-3
    _marks = (1.0, -1.0, 0.5, -0.5)

    def _judge(self, gradient: Array, losses: Array, here: float) -> Finding:
        ahead, behind, half_ahead, half_behind = losses.T
        wide = (ahead - behind) / (2 * self._steps)
        narrow = (half_ahead - half_behind) / self._steps
        slopes = (4 * narrow - wide) / 3
        scale = scale_of(gradient, slopes)
        round_off = self._round_off(losses, here)
        allowed = _RICHARDSON * scale + round_off
        # A kink at t h changes the slope by J and Richardson's result by up to J / 2. It leaves J t / 2
        # in the one difference and J (1 - 3 t) in the other: no t hides in both.
        bend = (ahead + behind - 2 * here - 4 * (half_ahead + half_behind - 2 * here)) / self._steps
        kinked = ~(np.abs(bend) <= allowed) | ~(np.abs(wide - narrow) <= _SHARP * scale + round_off)
        return find(
            self._directions @ gradient,
            slopes,
            allowed,
            kinked | self._unclear(round_off, scale),
            scale,
        )


class Sandwich(Probe):
    """Slopes of a function that is convex along each line, or concave: kinks do it no harm.

    12 evaluations: 6 directions, 2 points each. For a convex f, every subgradient g obeys
    (f(x) - f(x - hv)) / h <= g.v <= (f(x + hv) - f(x)) / h, exactly; for a concave one the two change
    places. Smooth functions are one or the other on so short a line. Where the two bounds are far
    apart, there is a kink between them, and the finding is INCONCLUSIVE.
    """

    count = 6
    length = 2e-6
    _marks = (1.0, -1.0)

    def _judge(self, gradient: Array, losses: Array, here: float) -> Finding:
        ahead, behind = (losses[:, 0] - here) / self._steps, (here - losses[:, 1]) / self._steps
        slopes = (ahead + behind) / 2
        scale = scale_of(gradient, slopes)
        round_off = self._round_off(losses, here)
        allowed = np.abs(ahead - behind) / 2 + round_off
        doubtful = self._unclear(self._blur(allowed, round_off), scale)
        return find(self._directions @ gradient, slopes, allowed, doubtful, scale)

    def _blur(self, allowed: Array, round_off: Array) -> Array:  # noqa: ARG002
        return allowed


class Subgradient(Sandwich):
    """The sandwich at a point that was put on kinks on purpose: whatever lies between the bounds is right."""

    def _blur(self, allowed: Array, round_off: Array) -> Array:  # noqa: ARG002
        return round_off


def scale_of(gradient: Array, slopes: Array) -> float:
    """The norm of the gradient: as claimed, or as Gaussian slopes show it, whichever is larger."""
    return max(float(np.linalg.norm(gradient)), float(np.abs(slopes).max()))


# Of the norm. The largest discrepancy in thousands of right gradients was 7e-11.
_RICHARDSON = 1e-7
# In units of the loss's last place. A sum over 500 images and 10 classes in a Python loop was seen to be
# off by 21 of them between two nearby points.
_ROUND_OFF = 64
# Of a slope, where losses are zero.
_FLOOR = 1e-9
# What is known to this share of the norm is worth a comparison...
_SHARP = 1e-4
# ... and so is what is known to this much of a slope along a direction of length 1: a gradient that is
# zero has no norm to speak of.
_TINY = 1e-6
