from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck import Finding, Probe, Sandwich, SlopeVerdict, Smooth, Subgradient

RIGHT, WRONG, INCONCLUSIVE = SlopeVerdict.RIGHT, SlopeVerdict.WRONG, SlopeVerdict.INCONCLUSIVE
KINDS = [Smooth, Sandwich]
SEEDS = st.integers(0, 2**32)


def ask(
    kind: type[Probe],
    loss: Callable[[np.ndarray], Any],
    point: np.ndarray,
    gradient: np.ndarray,
    rng: np.random.Generator,
) -> Finding:
    probe = kind.draw(point, rng)
    return probe.judge(gradient, [loss(x) for x in probe.moved], loss(point))


def cubic(x: np.ndarray) -> float:
    return float((x**3).sum())


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS, size=st.integers(1, 300))
def test_the_derivative_is_right_for_any_seed_and_size(kind: type[Probe], seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.5, 2, size)
    assert ask(kind, cubic, x, 3 * x**2, rng).verdict is RIGHT


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS, factor=st.sampled_from([0.0, -1.0, 0.5, 0.999, 1.001, 2.0]))
def test_a_multiple_of_the_derivative_is_wrong(kind: type[Probe], seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.5, 2, (4, 3))
    assert ask(kind, cubic, x, factor * 3 * x**2, rng).verdict is WRONG


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS)
def test_two_entries_that_are_swapped_are_wrong(kind: type[Probe], seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = np.linspace(1, 2, 200)
    gradient = 3 * x**2
    gradient[[3, 150]] = gradient[[150, 3]]
    assert ask(kind, cubic, x, gradient, rng).verdict is WRONG


def test_one_entry_of_many_is_found(rng: np.random.Generator) -> None:
    x = rng.uniform(1, 2, 100_000)
    gradient = 3 * x**2
    gradient[777] *= 1.01
    assert ask(Smooth, cubic, x, gradient, rng).verdict is WRONG


@pytest.mark.parametrize("kind", [*KINDS, Subgradient])
def test_twelve_evaluations_are_enough_whatever_the_size(kind: type[Probe], rng: np.random.Generator) -> None:
    for size in (1, 50_000):
        assert len(kind.draw(np.ones(size), rng).moved) == 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_single_number_is_a_point(kind: type[Probe], rng: np.random.Generator) -> None:
    assert ask(kind, cubic, np.array(2.0), np.array(12.0), rng).verdict is RIGHT
    assert ask(kind, cubic, np.array(2.0), np.array(11.9), rng).verdict is WRONG


@pytest.mark.parametrize("kind", [*KINDS, Subgradient])
def test_a_zero_gradient_of_a_constant_is_right_and_any_other_is_not(
    kind: type[Probe], rng: np.random.Generator
) -> None:
    x = np.ones(30)
    assert ask(kind, lambda _: 7.0, x, 0 * x, rng).verdict is RIGHT
    assert ask(kind, lambda _: 7.0, x, 1e-4 * x, rng).verdict is WRONG


@pytest.mark.parametrize("kind", [*KINDS, Subgradient])
@pytest.mark.parametrize("loss", [1e20, np.nan, np.inf])
def test_a_loss_that_says_nothing_is_inconclusive(
    kind: type[Probe], loss: float, rng: np.random.Generator
) -> None:
    for gradient in (np.ones(3), np.zeros(3)):
        assert ask(kind, lambda _: loss, np.ones(3), gradient, rng).verdict is INCONCLUSIVE


@pytest.mark.parametrize("kind", [*KINDS, Subgradient])
def test_differences_beyond_float64_are_inconclusive_without_a_warning(
    kind: type[Probe], rng: np.random.Generator
) -> None:
    probe = kind.draw(np.ones(3), rng)
    assert probe.judge(np.ones(3), [1.7e308, -1.7e308] * 6, 0.0).verdict is INCONCLUSIVE


@pytest.mark.parametrize("kind", [*KINDS, Subgradient])
@pytest.mark.parametrize("value", [np.nan, np.inf, 1e200])
def test_a_gradient_that_is_no_number_or_huge_is_never_right(
    kind: type[Probe], value: float, rng: np.random.Generator
) -> None:
    x = np.ones(4)
    for gradient in (np.full(4, value), np.array([3.0, 3.0, value, 3.0])):
        assert ask(kind, cubic, x, gradient, rng).verdict is not RIGHT


# Kinks


@pytest.mark.parametrize("position", [0.0, 1e-4, 1 / 3, 0.4, 0.7, 0.9])
def test_a_kink_on_the_line_is_inconclusive_for_a_smooth_probe(position: float) -> None:
    probe = Smooth(np.zeros(1), np.ones((3, 1)))
    at = position * Smooth.length
    losses = [float(x[0] + abs(x[0] - at)) for x in probe.moved]
    assert probe.judge(np.zeros(1), losses, at).verdict is INCONCLUSIVE


def test_a_smooth_probe_calls_no_right_gradient_of_the_hinge_wrong(hinge: Any) -> None:
    verdicts = set()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        W = rng.standard_normal((20, 10))
        verdicts.add(ask(Smooth, lambda W: hinge(W)[0], W, hinge(W)[1], rng).verdict)
    assert verdicts == {RIGHT, INCONCLUSIVE}


def test_the_hinge_has_no_false_failure_in_the_sandwich(hinge: Any) -> None:
    redrawn = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        W = rng.standard_normal((20, 10))
        verdict = ask(Sandwich, lambda W: hinge(W)[0], W, hinge(W)[1], rng).verdict
        assert verdict is not WRONG
        redrawn += verdict is INCONCLUSIVE
    assert redrawn <= 6


def test_the_hinge_defeats_no_wrong_gradient(hinge: Any) -> None:
    for seed in range(60):
        rng = np.random.default_rng(seed)
        W = rng.standard_normal((20, 10))
        assert ask(Sandwich, lambda W: hinge(W)[0], W, 1.001 * hinge(W)[1], rng).verdict is not RIGHT


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sandwich_wide_open_is_inconclusive_except_where_it_was_asked_for(
    sign: int, rng: np.random.Generator
) -> None:
    x = np.zeros(4)
    for slope in (0.0, 0.5, 1.0):
        gradient = sign * slope * np.ones(4)
        loss = lambda x: sign * np.maximum(0, x).sum()  # noqa: E731
        assert ask(Sandwich, loss, x, gradient, rng).verdict is INCONCLUSIVE
        assert ask(Subgradient, loss, x, gradient, rng).verdict is RIGHT


@pytest.mark.parametrize("slope", [-0.5, 1.5, 3.0])
def test_a_slope_outside_the_sandwich_is_wrong(slope: float) -> None:
    probe = Subgradient(np.zeros(1), np.ones((1, 1)))
    finding = probe.judge([slope], [max(0.0, float(x[0])) for x in probe.moved], 0.0)
    assert finding.verdict is WRONG
    assert finding.claim == slope


def test_a_finding_says_what_was_claimed_and_what_was_measured(rng: np.random.Generator) -> None:
    x = np.ones(3)
    right, wrong = (ask(Smooth, cubic, x, factor * 3 * x, rng) for factor in (1, 2))
    unclear = ask(Smooth, lambda _: np.nan, x, x, rng)
    assert str(right).startswith("right (the gradient claims a slope of")
    assert str(wrong).startswith("WRONG: the gradient claims a slope of")
    assert str(unclear).startswith("INCONCLUSIVE")
    assert wrong.claim == pytest.approx(2 * wrong.slope)
    assert wrong.relative_error > wrong.tolerance > right.relative_error
