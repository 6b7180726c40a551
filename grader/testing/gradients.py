"""Checks of gradients: against the student's own loss or forward pass, and against the reference.

All points that a check wants to know go over in one message; a second draw costs another, and happens
where a random point was too close to a kink.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from grader.gradcheck import Finding, Probe, Sandwich, SlopeVerdict, Smooth, Subgradient, compare_slopes
from grader.observations import Differences, GradientPropertyFailed, WrongGradient
from grader.testing.answers import Array, CheckFailed, real_array, require_dtype, require_finite, require_size
from grader.testing.checks import unpack
from grader.testing.differences import differences
from grader.wire import number

Point = tuple[Any, ...]


def assert_gradient_of_own_loss(
    function: Any,
    points: Sequence[Point],
    rng: np.random.Generator,
    *,
    what: str = "dW",
    convex: bool = False,
) -> None:
    """`function(x, ...)` is a loss and its gradient in x: at each point the one is the other's derivative.

    Needs no reference, and says nothing of whether the loss is the right one; but a loss that is the
    same everywhere is none. `convex=True` is for losses with kinks that are convex in x. Two messages,
    whatever the number of points.
    """
    for finding in _own_slopes(function, points, rng, what, _kind(convex)):
        _require_slope(finding, what, _SLOPE_OF_OWN_LOSS)


def assert_subgradient_of_own_loss(
    function: Any, points: Sequence[Point], rng: np.random.Generator, *, what: str = "dW"
) -> None:
    """The same for convex losses at points that lie on kinks: any subgradient is right there."""
    for finding in _own_slopes(function, points, rng, what, Subgradient):
        _require_slope(finding, what, _SLOPE_OF_OWN_LOSS)


def assert_loss_and_gradient(
    theirs: Any,
    ours: Any,
    points: Sequence[Point],
    rng: np.random.Generator,
    *,
    what: str = "dW",
    convex: bool = False,
    rtol: float = 1e-9,
    sizes: Mapping[str, int] | None = None,
) -> None:
    """Loss and gradient in x of `theirs(x, ...)` are those of `ours`; what is wrong is told in three bits.

    The gradient's error is measured against its norm. One message where both are right: that the
    gradient is the derivative of the loss then follows. Where one is not, it is asked for at the first
    point that shows it, because it tells a wrong loss from a wrong derivative.
    """
    answers, expected = _answers(theirs, points, what), _answers(ours, points, what)
    for point, found, wanted in zip(points, answers, expected, strict=True):
        loss_right = abs(found.loss - wanted.loss) <= rtol * abs(wanted.loss) + _ROUND_OFF
        gradient_right = _is_close(found.gradient, wanted.gradient, rtol)
        if not (loss_right and gradient_right):
            (slope,) = _findings(_own_losses(theirs, [point]), [found], rng, _kind(convex))
            wrong = (
                _loss_differences(found.loss, wanted.loss, rtol)
                if gradient_right
                else _gradient_differences(found.gradient, wanted.gradient, rtol, sizes)
            )
            bits = bool(loss_right), gradient_right, _OWN_SLOPE[slope.verdict]
            raise CheckFailed(WrongGradient(what, *bits, wrong))


def assert_gradients(
    forward: Any,
    backward: Any,
    inputs: Sequence[Array],
    rng: np.random.Generator,
    *,
    whats: Sequence[str],
    extra: Point = (),
) -> None:
    """A layer's backward pass gives the slopes of its own forward pass, one gradient for each input.

    `forward(*inputs, *extra) -> (out, cache)`; `backward(dout, cache)` gives the gradients that `whats`
    names, in the inputs' order, and where that is one name the bare gradient. The upstream gradient is
    random. `cache` is the student's: it goes back as it came.
    """
    layer = _layer(forward, inputs, whats, extra)
    out, cache = unpack(forward(*layer.inputs, *extra), "out", "cache")
    here = layer.output(out)
    dout = rng.standard_normal(here.shape)
    _assert_layer(layer, here, dout, layer.gradients(backward(dout, cache)), rng)


def assert_gate_gradients(
    gate: Any, inputs: Sequence[Array], rng: np.random.Generator, *, whats: Sequence[str]
) -> None:
    """The same for an object that remembers its inputs: `forward(*inputs) -> out`, `backward(dout)`."""
    layer = _Layer(gate.forward.map, _floats(inputs), whats)
    here = layer.output(gate.forward(*map(_plain, layer.inputs)))
    dout = rng.standard_normal(here.shape)
    _assert_layer(layer, here, dout, layer.gradients(gate.backward(_plain(dout))), rng)


def assert_adjoint(
    forward: Any,
    backward: Any,
    inputs: Sequence[Array],
    rng: np.random.Generator,
    *,
    whats: Sequence[str],
    extra: Point = (),
) -> None:
    """A layer that is linear in each input alone: exact, and for inputs of any size; else as above.

    For affine layers, convolutions, average pools and padding. Also, the backward pass is linear in
    its upstream gradient: a mask that is taken from there is not.
    """
    layer = _layer(forward, inputs, whats, extra)
    out, cache = unpack(forward(*layer.inputs, *extra), "out", "cache")
    first, second = rng.standard_normal((2, *layer.output(out).shape))
    a, b = 1.0 + rng.random(), -1.0 - rng.random()
    calls = [(dout, cache) for dout in (first, second, a * first + b * second)]
    of_first, of_second, of_both = map(layer.gradients, backward.map(calls))
    probes = [rng.standard_normal((_ADJOINT_PROBES, *x.shape)) for x in layer.inputs]
    slopes = _adjoint_slopes(layer.losses_for(first), probes)
    for i, what in enumerate(whats):
        adjoint = compare_slopes(of_first[i], probes[i], slopes[i])
        _require_right(adjoint, what, _SLOPE_OF_OWN_FORWARD_PASS)
        sums = (probes[i] * (a * of_first[i] + b * of_second[i])).reshape(_ADJOINT_PROBES, -1).sum(axis=1)
        linear = compare_slopes(of_both[i], probes[i], sums)
        _require_right(linear, what, _LINEAR_IN_UPSTREAM)


# Where to look, and what comes back from there


@dataclass(frozen=True, slots=True)
class _Answer:
    """A loss and the gradient that is claimed for it at `x`."""

    x: Array
    loss: float
    gradient: Array


Moves = Sequence[tuple[int, Array]]
LossesAt = Callable[[Moves], list[float]]


def _findings(
    losses_at: LossesAt, answers: Sequence[_Answer], rng: np.random.Generator, kind: type[Probe]
) -> list[Finding]:
    """One finding for each answer. What is inconclusive is drawn again, all of it in one message."""
    findings: dict[int, Finding] = {}
    unclear = list(range(len(answers)))
    for _ in range(_DRAWS):
        probes = {i: kind.draw(answers[i].x, rng) for i in unclear}
        losses = iter(losses_at([(i, moved) for i, probe in probes.items() for moved in probe.moved]))
        for i, probe in probes.items():
            there = list(islice(losses, len(probe.moved)))
            findings[i] = probe.judge(answers[i].gradient, there, answers[i].loss)
        unclear = [i for i in unclear if findings[i].verdict is SlopeVerdict.INCONCLUSIVE]
        if not unclear:
            break
    return [findings[i] for i in range(len(answers))]


def _own_losses(function: Any, points: Sequence[Point]) -> LossesAt:
    def losses_at(moves: Moves) -> list[float]:
        return [_loss(loss) for loss in function.map([(x, *points[i][1:]) for i, x in moves], pick=0)]

    return losses_at


@dataclass(frozen=True, slots=True)
class _Layer:
    """A forward pass, as a function from many tuples of inputs to their outputs."""

    outputs_at: Callable[[list[Point]], list[object]]
    inputs: tuple[Array, ...]
    whats: Sequence[str]

    def losses_for(self, dout: Array) -> LossesAt:
        """A loss for a layer: the sum of its outputs, each times its upstream gradient."""

        def losses_at(moves: Moves) -> list[float]:
            outputs = self.outputs_at([self._with(i, moved) for i, moved in moves])
            return [float((_finite(out, dout.shape, "out") * dout).sum()) for out in outputs]

        return losses_at

    def output(self, out: object) -> Array:
        """What the forward pass gave, whose shape is the student's: bounded by the size of the inputs.

        At most 64 entries for each entry of an input, and 65,536 more. The outputs of the shipped courses
        have no more entries than their inputs together.
        """
        found = real_array(out, None, "out")
        require_size(found, _GROWTH * sum(x.size for x in self.inputs) + _SMALL, "out")
        return _finite(found, None, "out")

    def gradients(self, result: Any) -> list[Array]:
        found = (result,) if len(self.whats) == 1 else unpack(result, *self.whats)
        triples = zip(found, self.inputs, self.whats, strict=True)
        return [_gradient(gradient, x, what) for gradient, x, what in triples]

    def _with(self, i: int, moved: Array) -> Point:
        return tuple(_plain(moved if i == k else own) for k, own in enumerate(self.inputs))


def _layer(forward: Any, inputs: Sequence[Array], whats: Sequence[str], extra: Point) -> _Layer:
    return _Layer(
        lambda calls: forward.map([(*call, *extra) for call in calls], pick=0), _floats(inputs), whats
    )


def _floats(inputs: Sequence[Array]) -> tuple[Array, ...]:
    return tuple(np.asarray(x, dtype=float) for x in inputs)


def _adjoint_slopes(losses_at: LossesAt, probes: Sequence[Array]) -> list[Array]:
    """The loss at each probe less that at zero, for each input."""
    moves = [(i, z) for i, drawn in enumerate(probes) for z in (np.zeros_like(drawn[0]), *drawn)]
    losses = np.reshape(losses_at(moves), (len(probes), -1))
    return [there[1:] - there[0] for there in losses]


def _answers(function: Any, points: Sequence[Point], what: str) -> list[_Answer]:
    return [
        _answer(result, point[0], what) for result, point in zip(function.map(points), points, strict=True)
    ]


def _answer(result: object, x: Array, what: str) -> _Answer:
    loss, gradient = unpack(result, "loss", what)
    return _Answer(x, _loss(loss), _gradient(gradient, x, what))


def _gradient(gradient: object, x: Array, what: str) -> Array:
    found = real_array(gradient, np.shape(x), what)
    require_dtype(found, np.asarray(x, dtype=float), what)
    require_finite(found, what)
    return found.astype(float)


def _loss(loss: object) -> float:
    return float(_finite(loss, (), "loss"))


def _finite(value: object, shape: tuple[int, ...] | None, what: str) -> Array:
    found = real_array(value, shape, what)
    require_finite(found, what)
    return found.astype(float)


def _plain(value: Array) -> Any:
    """Gates of single numbers are written for numbers."""
    return float(value) if np.ndim(value) == 0 else value


# What is made of it


def _own_slopes(
    function: Any, points: Sequence[Point], rng: np.random.Generator, what: str, kind: type[Probe]
) -> list[Finding]:
    answers = _answers(function, points, what)
    for answer in answers:
        if not answer.gradient.any():
            raise _NOT_ZERO.failed(what)
    return _findings(_own_losses(function, points), answers, rng, kind)


def _assert_layer(
    layer: _Layer, here: Array, dout: Array, gradients: Sequence[Array], rng: np.random.Generator
) -> None:
    loss = float((here * dout).sum())
    answers = [_Answer(x, loss, gradient) for x, gradient in zip(layer.inputs, gradients, strict=True)]
    findings = _findings(layer.losses_for(dout), answers, rng, Smooth)
    for finding, what in zip(findings, layer.whats, strict=True):
        _require_slope(finding, what, _SLOPE_OF_OWN_FORWARD_PASS)


def _require_slope(finding: Finding, what: str, wanted: _Property) -> None:
    if finding.verdict is SlopeVerdict.INCONCLUSIVE:
        raise _SMOOTH[wanted].failed(what)
    _require_right(finding, what, wanted)


def _require_right(finding: Finding, what: str, wanted: _Property) -> None:
    if finding.verdict is not SlopeVerdict.RIGHT:
        raise wanted.failed(
            what,
            yours=number(finding.claim),
            expected=number(finding.slope),
            relative_error=number(finding.relative_error),
            tolerance=number(finding.tolerance),
        )


def _is_close(found: Array, wanted: Array, rtol: float) -> bool:
    with np.errstate(over="ignore"):
        return bool(np.linalg.norm(found - wanted) <= rtol * np.linalg.norm(wanted) + _ROUND_OFF)


def _loss_differences(found: float, wanted: float, rtol: float) -> Differences:
    return differences(np.asarray(found), np.asarray(wanted), rtol, _ROUND_OFF)


def _gradient_differences(
    found: Array, wanted: Array, rtol: float, sizes: Mapping[str, int] | None
) -> Differences:
    """Half of the tolerance for each entry's own size and half for the norm: together the norm's."""
    half = rtol / 2
    share = (half * np.linalg.norm(wanted) + _ROUND_OFF) / np.sqrt(wanted.size)
    return replace(differences(found, wanted, half, share, sizes), tolerance=rtol)


def _kind(convex: bool) -> type[Probe]:
    return Sandwich if convex else Smooth


@dataclass(frozen=True, slots=True)
class _Property:
    """A property of gradients: its name for programs, and its two sentences with a gap for the gradient."""

    name: str
    statement: str
    closed: str

    def failed(self, what: str, **numbers: float | str) -> CheckFailed:
        statement = self.statement.format(subject=what)
        return CheckFailed(GradientPropertyFailed(what, self.name, statement, self.closed, **numbers))


_SLOPE_OF_OWN_LOSS = _Property(
    "slope of own loss",
    "{subject} gives the slope of your own loss in every direction",
    "{subject} is not the slope of your own loss.",
)
_SLOPE_OF_OWN_FORWARD_PASS = _Property(
    "slope of own forward pass",
    "{subject} gives the slope of your own forward pass in every direction",
    "{subject} is not the slope of your own forward pass.",
)
_LINEAR_IN_UPSTREAM = _Property(
    "linear in upstream",
    "{subject} is linear in the upstream gradient",
    "{subject} does not grow in proportion to the upstream gradient.",
)
_NOT_ZERO = _Property("not zero", "{subject} is not zero everywhere", "{subject} is zero everywhere.")
_NO_SLOPE = "Around a random point your function has no slope that {subject} could be."
_SMOOTH = {
    _SLOPE_OF_OWN_LOSS: _Property("smooth", "your own loss is smooth around a random point", _NO_SLOPE),
    _SLOPE_OF_OWN_FORWARD_PASS: _Property(
        "smooth", "your own forward pass is smooth around a random point", _NO_SLOPE
    ),
}
_OWN_SLOPE = {SlopeVerdict.RIGHT: True, SlopeVerdict.WRONG: False, SlopeVerdict.INCONCLUSIVE: None}
_DRAWS = 4
_ADJOINT_PROBES = 3
_GROWTH, _SMALL = 64, 1 << 16  # of a layer's output: entries for each entry of an input, and in any case
_ROUND_OFF = 1e-12
