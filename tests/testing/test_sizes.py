"""What a layer gives is measured against its inputs before anything is converted, multiplied or drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.messages import brief, full
from grader.observations import GradientPropertyFailed, Modified, Observation, WrongSize, details
from grader.testing.answers import CheckFailed, require_size
from grader.testing.checks import assert_unchanged
from grader.testing.gradients import assert_adjoint, assert_gate_gradients, assert_gradients

X = np.arange(1.0, 13.0).reshape(4, 3)
MOST = 64 * X.size + (1 << 16)


class Layer:
    """`forward` as a proxy shows it; whether `backward` is asked is noted."""

    def __init__(self, forward: Callable[..., Any], backward: Callable[..., Any]) -> None:
        self._forward, self._backward = forward, backward
        self.asked = False
        self.forward, self.backward = Asked(forward), Asked(self._noted)

    def _noted(self, *args: Any) -> Any:
        self.asked = True
        return self._backward(*args)


class Asked:
    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def map(self, calls: list[Any], *, pick: int | None = None) -> list[Any]:
        results = [self.function(*args) for args in calls]
        return results if pick is None else [result[pick] for result in results]


class NoDraws:
    """A generator from which nothing may be drawn."""

    def standard_normal(self, shape: object) -> Any:
        raise AssertionError(f"{shape} was drawn for before the size was known")


def seen(check: Callable[[], object]) -> Observation:
    with pytest.raises(CheckFailed) as failure:
        check()
    return failure.value.observation


CHECKS: dict[str, Callable[[Layer, Any], object]] = {
    "gradients": lambda layer, rng: assert_gradients(layer.forward, layer.backward, [X], rng, whats=["dx"]),
    "adjoint": lambda layer, rng: assert_adjoint(layer.forward, layer.backward, [X], rng, whats=["dx"]),
    "gate": lambda layer, rng: assert_gate_gradients(layer, [X], rng, whats=["dx"]),
}


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("dtype", [bool, float, complex, "U1"])
def test_an_output_out_of_proportion_is_refused_before_anything_is_made_of_it(name: str, dtype: Any) -> None:
    huge = np.zeros(MOST + 1, dtype)
    layer = Layer(lambda x: huge if name == "gate" else (huge, None), lambda *_: X)
    observed = seen(lambda: CHECKS[name](layer, NoDraws()))
    assert (type(observed), observed.subject) == (WrongSize, "out")
    assert details(observed) == {"unit": "entries", "yours": MOST + 1, "most": MOST}
    assert not layer.asked


@pytest.mark.parametrize("name", CHECKS)
def test_an_output_as_large_as_may_be_is_looked_at(name: str) -> None:
    """It is wrong for another reason."""
    large = np.zeros(MOST)
    layer = Layer(lambda x: large if name == "gate" else (large, None), lambda *_: np.ones_like(X))
    assert isinstance(seen(lambda: CHECKS[name](layer, np.random.default_rng(0))), GradientPropertyFailed)


def test_a_right_layer_may_have_many_more_outputs_than_inputs() -> None:
    w = np.linspace(-1.0, 1.0, 3 * 5000).reshape(3, 5000)
    layer = Layer(lambda x: (x @ w, None), lambda dout, _: dout @ w.T)
    for name in ("gradients", "adjoint"):
        CHECKS[name](layer, np.random.default_rng(0))


def test_the_sizes_are_told_in_words() -> None:
    observed = seen(lambda: require_size(np.zeros(1 << 26, bool), 65_600, "out"))
    assert brief(observed) == "The size of `out` is not right: it is far too large."
    assert full(observed)[1] == "Got 67,108,864 entries, at most 65,600 entries fit."


@pytest.mark.parametrize(
    "after",
    [np.zeros(1 << 20), np.full(X.shape, "x" * 10), np.zeros((4, 3), complex), [1], X.astype("f4") + 1],
)
def test_an_argument_of_another_shape_or_kind_has_changed(after: object) -> None:
    assert isinstance(seen(lambda: assert_unchanged(X, after, what="f", argument="x")), Modified)


@pytest.mark.parametrize("yours", [10**400, -(10**400), True, None])
def test_no_size_is_too_strange_for_words(yours: int | None) -> None:
    for unit in ("bytes", "entries"):
        assert all(full(WrongSize("out", unit, yours, 3)))
