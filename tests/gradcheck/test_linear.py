from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradcheck import SlopeVerdict, check_adjoint, check_linear

SEEDS = st.integers(0, 2**32)


@given(SEEDS)
def test_the_transpose_is_the_backward_pass_of_an_affine_layer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    w, b = rng.standard_normal((5, 3)), rng.standard_normal(3)
    forward = lambda x: x @ w + b  # noqa: E731
    assert check_adjoint(forward, lambda d: d @ w.T, (4, 5), rng).verdict is SlopeVerdict.RIGHT
    assert check_adjoint(forward, lambda d: 1.000001 * d @ w.T, (4, 5), rng).verdict is SlopeVerdict.WRONG


def test_upstream_gradients_in_the_wrong_order_are_wrong(rng: np.random.Generator) -> None:
    w = rng.standard_normal((5, 5))
    assert check_adjoint(lambda x: x @ w, lambda d: d @ w, (4, 5), rng).verdict is SlopeVerdict.WRONG
    assert check_adjoint(lambda x: x @ w, lambda d: d[::-1] @ w.T, (4, 5), rng).verdict is SlopeVerdict.WRONG


@given(SEEDS)
def test_a_mask_from_the_upstream_gradient_is_not_linear(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = rng.standard_normal((6, 7)) > 0
    assert check_linear(lambda d: d * mask, (6, 7), rng).verdict is SlopeVerdict.RIGHT
    assert check_linear(lambda d: d * (d > 0), (6, 7), rng).verdict is SlopeVerdict.WRONG


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_never_right(value: float, rng: np.random.Generator) -> None:
    findings = [
        check_adjoint(lambda x: x, lambda _: np.full(3, value), (3,), rng),
        check_adjoint(lambda _: np.full(3, value), lambda d: d, (3,), rng),
        check_linear(lambda _: np.full(3, value), (3,), rng),
    ]
    assert SlopeVerdict.RIGHT not in {finding.verdict for finding in findings}
