"""The references of the assignment `losses`, against the lecture's worked examples."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "losses"
SVM = runpy.run_path(str(SOLUTIONS / "linear_svm.py"))
SOFTMAX = runpy.run_path(str(SOLUTIONS / "softmax.py"))
PENALTIES = runpy.run_path(str(SOLUTIONS / "regularization.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])
W1, W2 = np.array([[1.0, 0, 0, 0]]).T, np.full((4, 1), 0.25)
LOSSES = [
    SVM["svm_loss_naive"],
    SVM["svm_loss_vectorized"],
    SVM["squared_hinge_loss"],
    SOFTMAX["softmax_loss_naive"],
    SOFTMAX["softmax_loss_vectorized"],
]

Loss = Callable[..., tuple[float, Any]]


def on_the_lecture(loss: Loss) -> tuple[float, np.ndarray]:
    """With X the identity, the gradient is that with respect to the scores."""
    return loss(SCORES, np.eye(3), Y, 0.0)


def test_hinge_losses_of_the_lecture() -> None:
    assert_allclose(SVM["hinge_loss"](SCORES, Y), [2.9, 0, 12.9], atol=1e-12)


def test_small_changes_of_the_car_scores_cost_nothing() -> None:
    for car in ([1.8, 4.4, 2.5], [1.0, 5.2, 1.8]):
        assert SVM["hinge_loss"](np.array([car]), np.array([1])) == 0


@pytest.mark.parametrize(("factor", "loss"), [(2, 0), (1, 0), (0.5, 0), (0.3, 0.13), (0, 2), (-1, 8.5)])
def test_multiples_of_the_car_scores_have_the_losses_of_the_lecture(factor: float, loss: float) -> None:
    assert_allclose(SVM["hinge_loss"](factor * SCORES[1:2], Y[1:2]), [loss], atol=1e-12)


@pytest.mark.parametrize("name", ["svm_loss_naive", "svm_loss_vectorized"])
def test_svm_loss_and_gradient_of_the_lecture(name: str) -> None:
    loss, dscores = on_the_lecture(SVM[name])
    assert loss == pytest.approx(5.266667, abs=1e-6)
    assert_allclose(3 * dscores, [[-1, 1, 0], [0, 0, 0], [1, 1, -2]], atol=1e-12)


def test_squared_hinge_loss_of_the_lecture() -> None:
    assert on_the_lecture(SVM["squared_hinge_loss"])[0] == pytest.approx(30.553333, abs=1e-6)


def test_probabilities_of_the_lecture() -> None:
    assert_allclose(SOFTMAX["softmax"](SCORES[:1]), [[0.129983, 0.869050, 0.000968]], atol=1e-6)


@pytest.mark.parametrize("name", ["softmax_loss_naive", "softmax_loss_vectorized"])
def test_softmax_loss_and_gradient_of_the_lecture(name: str) -> None:
    loss, dscores = on_the_lecture(SOFTMAX[name])
    assert loss == pytest.approx(2.758655, abs=1e-6)
    assert_allclose(3 * dscores[0], [-0.870017, 0.869050, 0.000968], atol=1e-6)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_loss_at_tiny_weights_is_the_expected_one(loss: Loss) -> None:
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((6, 5)), rng.integers(10, size=6)
    kind = {"svm": "svm", "squ": "squared_hinge", "sof": "softmax"}[loss.__name__[:3]]
    found, _ = loss(1e-7 * rng.standard_normal((5, 10)), X, y, 0.1)
    assert found == pytest.approx(SOFTMAX["expected_initial_loss"](kind, 10), rel=1e-5)


@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_are_derivatives(loss: Loss) -> None:
    rng = np.random.default_rng(1)
    W, X, y = rng.standard_normal((5, 4)), rng.standard_normal((6, 5)), np.array([0, 1, 2, 2, 1, 0])
    _, dW = loss(W, X, y, 0.3)
    for index in np.ndindex(W.shape):
        step = np.zeros_like(W)
        step[index] = 1e-6
        slope = (loss(W + step, X, y, 0.3)[0] - loss(W - step, X, y, 0.3)[0]) / 2e-6
        assert dW[index] == pytest.approx(slope, abs=1e-7)


@pytest.mark.parametrize("loss", [SOFTMAX["softmax_loss_naive"], SOFTMAX["softmax_loss_vectorized"]])
@pytest.mark.parametrize("gap", [1e3, 1e6, 1e100])
def test_softmax_loss_survives_any_gap(loss: Loss, gap: float) -> None:
    found, dW = loss(np.array([[0.0, gap, -gap]]), np.ones((1, 1)), np.array([0]), 0.0)
    assert found == gap
    assert_allclose(dW, [[-1, 1, 0]])


def test_penalties_of_the_lecture() -> None:
    assert [PENALTIES["l2"](W, 1.0)[0] for W in (W1, W2)] == [1, 0.25]
    assert [PENALTIES["l1"](W, 1.0)[0] for W in (W1, W2)] == [1, 1]
    assert [PENALTIES["elastic_net"](W, 1.0, 0.5)[0] for W in (W1, W2)] == [1.5, 1.125]


@pytest.mark.parametrize(("name", "args"), [("l2", (0.3,)), ("l1", (0.3,)), ("elastic_net", (0.3, 0.8))])
def test_gradients_of_penalties_are_derivatives(name: str, args: tuple[float, ...]) -> None:
    W = np.array([[0.5, -1.0], [2.0, 0.1]])
    _, gradient = PENALTIES[name](W, *args)
    step = 1e-6 * np.array([[1.0, 2.0], [-1.0, 0.5]])
    slope = (PENALTIES[name](W + step, *args)[0] - PENALTIES[name](W - step, *args)[0]) / 2
    assert (gradient * step).sum() == pytest.approx(slope, rel=1e-8)


def test_max_norm_shortens_long_columns_alone() -> None:
    W = np.array([[3.0, 0.3, 0.0], [4.0, 0.4, 0.0]])
    assert_allclose(PENALTIES["max_norm"](W, 1.0), [[0.6, 0.3, 0.0], [0.8, 0.4, 0.0]])


def test_the_numbers_among_the_answers_are_those_of_the_references() -> None:
    hinge, squared = SVM["hinge_loss"], SVM["squared_hinge_loss"]
    initial = SOFTMAX["expected_initial_loss"]
    assert ANSWERS["initial_hinge_loss"] == initial("svm", 10)
    assert ANSWERS["initial_softmax_loss"] == pytest.approx(initial("softmax", 10), abs=1e-6)
    assert ANSWERS["sum_over_all_classes"] == pytest.approx(hinge(SCORES, Y).mean() + 1, abs=5e-3)
    assert ANSWERS["squared_hinge_of_cat"] == pytest.approx(squared(np.eye(3), SCORES[:1], Y[:1], 0.0)[0])
    assert ANSWERS["l2_penalty_of_w2"] == PENALTIES["l2"](W2, 1.0)[0]
    assert ANSWERS["sum_of_exponentials"] == pytest.approx(np.exp(SCORES[0]).sum(), abs=1e-3)


def test_the_true_class_in_the_sum_adds_one_to_each_loss() -> None:
    margins = np.maximum(0, SCORES - SCORES[range(3), Y][:, np.newaxis] + 1)
    assert_allclose(margins.sum(axis=1), [3.9, 1, 13.9], atol=1e-12)
    assert_allclose(margins.sum(axis=1), SVM["hinge_loss"](SCORES, Y) + 1)
    assert margins.sum(axis=1).mean() == pytest.approx(6.266667, abs=1e-6)


def test_a_mean_over_classes_shrinks_every_loss_by_one_factor() -> None:
    means = SVM["hinge_loss"](SCORES, Y) / SCORES.shape[1]
    assert_allclose(means, [0.966667, 0, 4.3], atol=1e-6)
    assert means.mean() == pytest.approx(1.755556, abs=1e-6)
    assert ANSWERS["mean_over_classes"] == "b"


def test_softmax_losses_of_the_single_images() -> None:
    assert_allclose(np.exp(SCORES[0]), [24.53253, 164.02191, 0.182684], rtol=1e-5)
    p = SOFTMAX["softmax"](SCORES)[range(3), Y]
    assert_allclose(p, [0.129983, 0.923918, 0.002120], atol=1e-6)
    assert_allclose(-np.log(p), [2.040355, 0.079132, 6.156477], atol=1e-6)
