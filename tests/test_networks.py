"""The references of the assignment `networks`, against the lecture's worked examples."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from grader.runner.local import LocalBackend, sources
from grader.sandbox.proxy import Modules

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "networks"
LAYERS = runpy.run_path(str(SOLUTIONS / "layers.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])


@pytest.fixture(scope="module")
def fc_net() -> Any:
    names = ("layers.py", "fc_net.py")
    return Modules(LocalBackend("networks_of_the_lecture", sources(SOLUTIONS, names))).fc_net


def test_svm_loss_and_gradient_of_the_lecture() -> None:
    loss, dx = LAYERS["svm_loss"](SCORES, Y)
    assert loss == pytest.approx(5.266667, abs=1e-6)
    assert_allclose(3 * dx, [[-1, 1, 0], [0, 0, 0], [1, 1, -2]], atol=1e-12)


def test_the_car_image_of_the_lecture_costs_nothing() -> None:
    loss, dx = LAYERS["svm_loss"](SCORES[1:2], Y[1:2])
    assert loss == 0
    assert not dx.any()


def test_softmax_loss_and_gradient_of_the_lecture() -> None:
    loss, dx = LAYERS["softmax_loss"](SCORES, Y)
    assert loss == pytest.approx(2.758655, abs=1e-6)
    assert_allclose(3 * dx[0], [-0.870017, 0.869050, 0.000968], atol=1e-6)


def test_sigmoid_of_the_lecture_and_its_slope() -> None:
    out, cache = LAYERS["sigmoid_forward"](np.array([1.0]))
    assert_allclose(out, [0.731059], atol=1e-6)
    assert_allclose(LAYERS["sigmoid_backward"](np.ones(1), cache), [0.196612], atol=1e-6)


@pytest.mark.parametrize(
    ("dims", "count"),
    [((3072, 10), 30_730), ((3072, 100, 10), 308_310), ((3, 4, 4, 1), 41), ((3, 4, 2), 26)],
)
def test_parameter_counts_of_the_lecture(dims: tuple[int, ...], count: int, fc_net: Any) -> None:
    assert fc_net.count_params(fc_net.init_params(dims, "small", 0)) == count


def test_the_weights_of_the_lecture_without_biases(fc_net: Any) -> None:
    params = fc_net.init_params((3072, 100, 10), "small", 0)
    weights = {name: value for name, value in params.items() if name.startswith("W")}
    assert fc_net.count_params(weights) == 308_200


@pytest.mark.parametrize("num_classes", [3, 10])
def test_small_weights_have_the_losses_of_guessing(num_classes: int, fc_net: Any) -> None:
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((40, 30)), rng.integers(num_classes, size=40)
    net = fc_net.TwoLayerNet(30, 20, num_classes, rng=1)
    assert net.loss(X, y)[0] == pytest.approx(np.log(num_classes), rel=1e-2)
    assert LAYERS["svm_loss"](net.loss(X), y)[0] == pytest.approx(num_classes - 1, rel=1e-2)


def test_large_weights_know_nothing_and_are_sure_of_it(fc_net: Any) -> None:
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((20, 3072)), rng.integers(10, size=20)
    net = fc_net.TwoLayerNet(3072, 100, 10)
    net.params = {name: 100 * values for name, values in net.params.items()}
    assert net.loss(X, y)[0] > 100


def test_zero_weights_have_one_gradient_only(fc_net: Any) -> None:
    rng = np.random.default_rng(0)
    net = fc_net.TwoLayerNet(5, 7, 3)
    net.params = {name: 0 * values for name, values in net.params.items()}
    _, grads = net.loss(rng.standard_normal((6, 5)), np.array([0, 0, 1, 2, 0, 1]))
    assert [name for name, gradient in grads.items() if gradient.any()] == ["b2"]
    assert ANSWERS["gradients_at_zero"] == "d"


def test_the_jacobian_of_a_relu_is_diagonal_and_grows_with_the_square_of_the_batch() -> None:
    entries = 4096**2
    assert entries == 16_777_216
    assert ANSWERS["nonzeros_of_relu_jacobian"] == 4096
    assert ANSWERS["growth_of_jacobian"] == (100 * 4096) ** 2 / entries


def test_inverted_dropout_keeps_the_mean() -> None:
    x = np.full((400, 500), 2.0)
    out, _ = LAYERS["dropout_forward"](x, {"p": 0.8, "mode": "train", "seed": 0})
    assert out.mean() == pytest.approx(2, rel=1e-2)
    assert ANSWERS["dropout_at_test_time"] == LAYERS["dropout_forward"](x, {"mode": "test"})[0].mean()


def test_a_single_example_is_normalised_by_what_was_learnt() -> None:
    rng = np.random.default_rng(0)
    param = {"mode": "train", "momentum": 0.0}
    LAYERS["batchnorm_forward"](rng.standard_normal((50, 3)), np.ones(3), np.zeros(3), param)
    out, _ = LAYERS["batchnorm_forward"](np.ones((1, 3)), np.ones(3), np.zeros(3), {**param, "mode": "test"})
    expected = (1 - param["running_mean"]) / np.sqrt(param["running_var"] + 1e-5)  # type: ignore[operator]
    assert_allclose(out[0], expected)
    assert np.all(out != 0)
