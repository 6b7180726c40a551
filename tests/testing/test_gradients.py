from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.messages import full
from grader.observations import (
    GradientPropertyFailed,
    NotFinite,
    Observation,
    WrongDtype,
    WrongGradient,
    WrongShape,
    WrongType,
    details,
)
from grader.testing.answers import CheckFailed
from grader.testing.gradients import (
    assert_adjoint,
    assert_gate_gradients,
    assert_gradient_of_own_loss,
    assert_gradients,
    assert_loss_and_gradient,
    assert_subgradient_of_own_loss,
)
from grader.wire import as_plain

W = np.arange(1.0, 7.0).reshape(3, 2)


class Asked:
    """A function as a proxy shows it; counts messages, and calls over there."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.messages = self.calls = 0

    def __call__(self, *args: Any) -> Any:
        self.messages += 1
        return self.function(*args)

    def map(self, calls: list[Any], *, pick: int | None = None) -> list[Any]:
        self.messages += 1
        self.calls += len(calls)
        results = [self.function(*args) for args in calls]
        return results if pick is None else [result[pick] for result in results]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def observed(check: Callable[..., object], *args: object, **kwargs: object) -> Observation:
    """What the check saw; always data that JSON can hold."""
    with pytest.raises(CheckFailed) as failure:
        check(*args, **kwargs)
    json.dumps(as_plain(failure.value.observation), allow_nan=False)
    return failure.value.observation


def cubic(offset: float = 0.0, size: float = 1.0, slope: float = 3.0) -> Asked:
    """f(x) = size * sum of x cubed + offset, with `slope` in place of the 3 of its derivative."""
    return Asked(lambda x, scale: (scale * size * float((x**3).sum()) + offset, scale * slope * x**2))


# A loss and its own gradient


@pytest.mark.parametrize("convex", [True, False])
def test_a_gradient_of_ones_own_loss_passes_whatever_the_loss(convex: bool, rng: np.random.Generator) -> None:
    loss = cubic(offset=5, size=2, slope=6)
    assert_gradient_of_own_loss(loss, [(W, 0.5), (2 * W, 1.5)], rng, convex=convex)
    assert loss.messages == 2


@pytest.mark.parametrize("convex", [True, False])
@pytest.mark.parametrize("slope", [-3.0, 1.5, 3.003])
def test_a_gradient_of_another_loss_fails(convex: bool, slope: float, rng: np.random.Generator) -> None:
    check = assert_gradient_of_own_loss
    seen = observed(check, cubic(slope=slope), [(W, 0.5)], rng, what="dx", convex=convex)
    assert (type(seen), seen.subject) == (GradientPropertyFailed, "dx")
    assert details(seen)["statement"] == "dx gives the slope of your own loss in every direction"
    assert details(seen)["yours"] == pytest.approx(slope / 3 * details(seen)["expected"], rel=1e-3)
    assert details(seen)["relative_error"] > details(seen)["tolerance"]


def test_the_second_point_counts_as_much_as_the_first(rng: np.random.Generator) -> None:
    wrong_beyond_6 = Asked(lambda x: (float((x**3).sum()), 3 * x**2 * (1 + 0.1 * (x.max() > 6.5))))
    assert_gradient_of_own_loss(wrong_beyond_6, [(W,)], rng)
    observed(assert_gradient_of_own_loss, wrong_beyond_6, [(W,), (2 * W,)], rng)


def test_a_loss_that_is_the_same_everywhere_is_none(rng: np.random.Generator) -> None:
    seen = observed(assert_gradient_of_own_loss, cubic(), [(W, 0.0)], rng)
    assert details(seen)["statement"] == "dW is not zero everywhere"


@pytest.mark.parametrize("convex", [True, False])
def test_a_loss_with_steps_is_never_passed(convex: bool, rng: np.random.Generator) -> None:
    noise = np.random.default_rng(1)
    loss = Asked(lambda x: (float((x**3).sum() + noise.random()), 3 * x**2))
    seen = observed(assert_gradient_of_own_loss, loss, [(W,)], rng, convex=convex)
    assert isinstance(seen, GradientPropertyFailed)


@pytest.mark.parametrize("convex", [True, False])
def test_a_huge_constant_in_the_loss_hides_nothing(convex: bool, rng: np.random.Generator) -> None:
    loss = cubic(offset=1e20, slope=2.0)
    seen = observed(assert_gradient_of_own_loss, loss, [(W, 1.0)], rng, convex=convex)
    assert details(seen)["statement"] == "your own loss is smooth around a random point"
    assert loss.messages == 1 + 4


def test_what_is_unclear_is_drawn_again_and_nothing_else() -> None:
    """A kink lies near the first point, so that one line in ten meets it."""
    kink, slopes = 3e-4, np.array([4.0] + [5.0] * 29)
    messages = set()
    for seed in range(10):
        loss = Asked(lambda x: (float(abs(x[0] - kink) + 5 * x.sum()), slopes))
        points = [(np.zeros(30),), (np.full(30, -1.0),)]
        assert_gradient_of_own_loss(loss, points, np.random.default_rng(seed))
        messages.add((loss.messages, loss.calls))
    assert messages >= {(2, 2 + 24), (3, 2 + 24 + 12)}


@pytest.mark.parametrize(
    ("result", "kind", "subject"),
    [
        (1.0, WrongType, "loss, dW"),
        (("1", W), WrongType, "loss"),
        ((np.nan, W), NotFinite, "loss"),
        ((W, W), WrongShape, "loss"),
        ((1.0, W.T), WrongShape, "dW"),
        ((1.0, W * np.inf), NotFinite, "dW"),
        ((1.0, W.astype(np.float32)), WrongDtype, "dW"),
        ((1.0, None), WrongType, "dW"),
    ],
)
def test_what_is_no_loss_or_no_gradient_is_told_first(
    result: object, kind: type[Any], subject: str, rng: np.random.Generator
) -> None:
    asked = Asked(lambda _: result)
    for check in (assert_gradient_of_own_loss, assert_subgradient_of_own_loss):
        seen = observed(check, asked, [(W,)], rng)
        assert (type(seen), seen.subject) == (kind, subject)
    seen = observed(assert_loss_and_gradient, asked, cubic(), [(W,)], rng)
    assert (type(seen), seen.subject) == (kind, subject)
    assert asked.messages == 3


# On kinks


def hinge(active: Callable[[Any], Any]) -> Asked:
    """The sum of max(0, x), with what `active` says of each entry as its gradient."""
    return Asked(lambda x: (float(np.maximum(0, x).sum()), active(x) * np.ones_like(x)))


KINKS = np.array([0.0, 0.0, 1.0, 2.0, -1.0])


@pytest.mark.parametrize("active", [lambda x: x > 0, lambda x: x >= 0, lambda x: (x > 0) + 0.3 * (x == 0)])
def test_every_subgradient_passes_on_a_kink(active: Callable[[Any], Any]) -> None:
    for seed in range(30):
        assert_subgradient_of_own_loss(hinge(active), [(KINKS,)], np.random.default_rng(seed))


@pytest.mark.parametrize("active", [lambda x: x != 0, lambda x: 2.0 * (x > 0), lambda x: x > 1.5])
def test_what_is_no_subgradient_fails_on_a_kink(active: Callable[[Any], Any]) -> None:
    for seed in range(30):
        observed(assert_subgradient_of_own_loss, hinge(active), [(KINKS,)], np.random.default_rng(seed))


# Three bits


def test_a_right_answer_costs_one_message(rng: np.random.Generator) -> None:
    theirs = cubic()
    assert_loss_and_gradient(theirs, cubic(), [(W, 1.0), (2 * W, 0.5)], rng)
    assert theirs.messages == 1


@pytest.mark.parametrize(
    ("theirs", "bits"),
    [
        (cubic(slope=6), (True, False, False)),
        (cubic(size=0.5, slope=1.5), (False, False, True)),
        (cubic(offset=1), (False, True, True)),
        (cubic(size=2), (False, True, False)),
        (cubic(size=2, slope=5), (False, False, False)),
        (cubic(offset=1e20), (False, True, None)),
        (cubic(offset=1e20, slope=5), (False, False, None)),
    ],
)
@pytest.mark.parametrize("convex", [True, False])
def test_three_bits_tell_loss_and_gradient_apart(
    theirs: Asked, bits: tuple[object, ...], convex: bool, rng: np.random.Generator
) -> None:
    seen = observed(assert_loss_and_gradient, theirs, cubic(), [(W, 1.0)], rng, convex=convex)
    assert (type(seen), seen.subject) == (WrongGradient, "dW")
    assert tuple(details(seen)[key] for key in ("loss_right", "gradient_right", "own_slope")) == bits
    assert full(seen)


def test_the_numbers_are_those_of_the_gradient_unless_the_loss_alone_is_wrong(
    rng: np.random.Generator,
) -> None:
    seen = observed(assert_loss_and_gradient, cubic(slope=18), cubic(), [(W, 1.0)], rng, sizes={"N": 6})
    of_gradient = details(seen)
    assert (of_gradient["entries"], of_gradient["wrong"], of_gradient["tolerance"]) == (6, 6, 1e-9)
    assert (of_gradient["ratio"], of_gradient["sizes"]) == (pytest.approx(6), {"N": 6})
    of_loss = details(observed(assert_loss_and_gradient, cubic(size=2), cubic(), [(W, 1.0)], rng))
    assert (of_loss["entries"], of_loss["yours"]) == (1, 2 * of_loss["expected"])


def test_the_first_point_that_is_wrong_is_told(rng: np.random.Generator) -> None:
    theirs = Asked(lambda x, scale: (scale**2 * float((x**3).sum()), scale**2 * 3 * x**2))
    seen = observed(assert_loss_and_gradient, theirs, cubic(), [(W, 1.0), (W, 0.5)], rng)
    assert details(seen)["ratio"] == pytest.approx(0.5)
    assert theirs.messages == 2


def test_an_error_is_measured_against_the_norm_of_the_gradient(rng: np.random.Generator) -> None:
    x = np.array([1e-9, 1.0])
    off = lambda error: Asked(lambda x, _: (float((x**3).sum()), 3 * x**2 + [error, 0]))  # noqa: E731
    assert_loss_and_gradient(off(1e-10), cubic(), [(x, 1.0)], rng)
    seen = observed(assert_loss_and_gradient, off(1e-8), cubic(), [(x, 1.0)], rng)
    assert (details(seen)["wrong"], details(seen)["index"]) == (1, [0])


# Layers


def affine(x: Any, w: Any, b: Any) -> Any:
    return x @ w + b, (x, w, b)


def affine_backward(dout: Any, cache: Any) -> Any:
    x, w, _ = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def backward_with(**wrong: Callable[[Any], Any]) -> Asked:
    """The affine backward pass, with one of its gradients spoilt."""

    def backward(dout: Any, cache: Any) -> Any:
        named = zip(WHATS, affine_backward(dout, cache), strict=True)
        return tuple(wrong.get(name, lambda g: g)(gradient) for name, gradient in named)

    return Asked(backward)


WHATS = ("dx", "dw", "db")
LAYER_CHECKS = [assert_gradients, assert_adjoint]


@pytest.fixture
def inputs(rng: np.random.Generator) -> list[np.ndarray]:
    return [rng.standard_normal(shape) for shape in ((6, 5), (5, 4), (4,))]


@pytest.mark.parametrize("check", LAYER_CHECKS)
def test_an_affine_layer_passes_in_a_few_messages(check: Any, inputs: Any, rng: np.random.Generator) -> None:
    forward, backward = Asked(affine), Asked(affine_backward)
    check(forward, backward, inputs, rng, whats=WHATS)
    assert (forward.messages, backward.messages) == (2, 1)


@pytest.mark.parametrize("check", LAYER_CHECKS)
@pytest.mark.parametrize("wrong", WHATS)
def test_the_gradient_that_is_wrong_is_named(
    check: Any, wrong: str, inputs: Any, rng: np.random.Generator
) -> None:
    backward = backward_with(**{wrong: lambda gradient: 1.001 * gradient})
    seen = observed(check, Asked(affine), backward, inputs, rng, whats=WHATS)
    assert seen.subject == wrong
    assert (
        details(seen)["statement"] == f"{wrong} gives the slope of your own forward pass in every direction"
    )


@pytest.mark.parametrize("check", LAYER_CHECKS)
def test_gradients_of_other_shapes_or_numbers_are_told_first(
    check: Any, inputs: Any, rng: np.random.Generator
) -> None:
    seen = observed(check, Asked(affine), backward_with(db=np.sum), inputs, rng, whats=WHATS)
    assert (type(seen), seen.subject) == (WrongShape, "db")
    assert isinstance(
        observed(check, Asked(affine), Asked(lambda *_: W), inputs, rng, whats=WHATS), WrongType
    )
    assert (
        observed(check, Asked(lambda *_: W), backward_with(), inputs, rng, whats=WHATS).subject
        == "out, cache"
    )


def test_a_backward_pass_that_is_not_linear_is_told(rng: np.random.Generator) -> None:
    calls = itertools.count(1)

    def backward(dout: Any, _: Any) -> Any:
        return dout if next(calls) % 3 else np.abs(dout)

    forward = Asked(lambda x: (x, None))
    seen = observed(assert_adjoint, forward, Asked(backward), [W], rng, whats=("dx",))
    assert details(seen)["statement"] == "dx is linear in the upstream gradient"


@pytest.mark.parametrize("shape", [(4, 3), (40, 30)])
def test_a_relu_passes_and_a_mask_from_upstream_does_not(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    x = rng.standard_normal(shape)
    forward = Asked(lambda x: (np.maximum(0, x), x))
    assert_gradients(forward, Asked(lambda d, x: d * (x > 0)), [x], rng, whats=("dx",))
    wrong = Asked(lambda d, _: d * (d > 0))
    assert observed(assert_gradients, forward, wrong, [x], rng, whats=("dx",)).subject == "dx"


def test_what_a_layer_needs_besides_its_inputs_goes_along(rng: np.random.Generator) -> None:
    x = rng.standard_normal((3, 4))
    forward = Asked(lambda x, param: (param["slope"] * x, param))
    backward = Asked(lambda dout, param: param["slope"] * dout)
    for check in LAYER_CHECKS:
        check(forward, backward, [x], rng, whats=("dx",), extra=({"slope": 3.0},))


class Gate:
    """Multiplies numbers, and remembers them."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.forward, self.backward = Asked(self.remember), Asked(self.slopes)

    def remember(self, x: float, y: float) -> float:
        assert type(x) is type(y) is float
        self.x, self.y = x, y
        return x * y

    def slopes(self, upstream: float) -> tuple[float, float]:
        return upstream * self.y, upstream * self.x * self.factor


def test_a_gate_of_two_numbers_is_checked(rng: np.random.Generator) -> None:
    numbers = [np.array(-2.0), np.array(5.0)]
    assert_gate_gradients(Gate(1.0), numbers, rng, whats=("dx", "dy"))
    seen = observed(assert_gate_gradients, Gate(1.01), numbers, rng, whats=("dx", "dy"))
    assert seen.subject == "dy"
