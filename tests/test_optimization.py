"""The references of the assignment `optimization`, against the lecture's worked examples."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "optimization"
GRADIENTS = runpy.run_path(str(SOLUTIONS / "gradients.py"))
OPTIM = runpy.run_path(str(SOLUTIONS / "optim.py"))
CLASSIFIER = runpy.run_path(str(SOLUTIONS / "linear_classifier.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))

SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])
RULES = ["sgd", "sgd_momentum", "rmsprop", "adam"]

Rule = Callable[..., tuple[np.ndarray, dict[str, Any]]]


def square(w: np.ndarray) -> tuple[float, np.ndarray]:
    return float(np.sum(w**2)), 2 * w


def on_a_parabola(rule: Rule, steps: int, config: dict[str, Any]) -> float:
    """Where `rule` brings the weight 1 on w**2."""
    w = np.array([1.0])
    for _ in range(steps):
        w, config = rule(w, 2 * w, config)
    return float(w[0])


def test_the_lectures_numerical_gradient() -> None:
    losses = {(0.0, 0.0): 1.25347, (1e-4, 0.0): 1.25322, (0.0, 1e-4): 1.25353}
    found = GRADIENTS["forward_difference"](lambda w: losses[tuple(w)], np.zeros(2), 1e-4)
    assert_allclose(found, [-2.5, 0.6], atol=1e-9)
    assert ANSWERS["slope_of_first_weight"] == pytest.approx(found[0])


def test_the_gradient_of_the_lectures_circuit() -> None:
    found = GRADIENTS["numerical_gradient"](lambda v: (v[0] + v[1]) * v[2], np.array([-2.0, 5.0, -4.0]))
    assert_allclose(found, [-4, -4, 3], atol=1e-8)


@pytest.mark.parametrize(("name", "fall"), [("numerical_gradient", 4), ("forward_difference", 2)])
def test_the_error_falls_with_the_order_of_the_formula(name: str, fall: float) -> None:
    x = np.array([0.3, -1.2])
    errors = [
        np.linalg.norm(GRADIENTS[name](lambda x: np.exp(x).sum(), x, h) - np.exp(x)) for h in (1e-2, 5e-3)
    ]
    assert errors[0] / errors[1] == pytest.approx(fall, rel=1e-2)
    assert ANSWERS["error_at_half_step"] == 0.008 / 4


@pytest.mark.parametrize("name", ["numerical_gradient", "forward_difference"])
def test_numerical_gradients_leave_integers_alone_and_differentiate_there(name: str) -> None:
    x = np.array([[0, 1], [2, -1]])
    found = GRADIENTS[name](lambda x: float(np.sum(x**3)), x, 1e-5)
    assert_array_equal(x, [[0, 1], [2, -1]])
    assert_allclose(found, 3 * x**2, atol=1e-3)


def test_a_numerical_gradient_asks_for_the_loss_as_often_as_the_answer_says() -> None:
    calls: list[float] = []

    def loss(_: Any) -> float:
        calls.append(0.0)
        return 0.0

    GRADIENTS["numerical_gradient"](loss, np.zeros((2, 5)))
    assert len(calls) == 20
    assert ANSWERS["loss_evaluations"] == 2 * 10 * 3072


def test_relative_errors_at_the_ends_of_the_range() -> None:
    error, one, zero = GRADIENTS["relative_error"], np.ones(3), np.zeros(3)
    assert [error(zero, zero), error(one, one), error(one, zero), error(one, -one)] == [0, 0, 1, 2]


def test_the_gradient_check_tells_right_from_wrong() -> None:
    x = np.linspace(-2, 2, 12).reshape(3, 4)
    check = GRADIENTS["gradient_check"]
    assert check(lambda x: np.sin(x).sum(), np.cos, x) is True
    assert check(lambda x: np.sin(x).sum(), np.sin, x) is False


def test_random_search_keeps_what_is_best() -> None:
    best_W, history = OPTIM["random_search"](lambda W: float(np.sum(W)), (2, 3), 40, 0)
    assert len(history) == 40
    assert all(np.diff(history) <= 0)
    assert history[-1] == best_W.sum()


@pytest.mark.parametrize(("learning_rate", "end"), [(0.1, 0.107374), (-0.1, 6.191736)])
def test_ten_steps_on_a_parabola(learning_rate: float, end: float) -> None:
    start = np.array([1.0])
    w, history = OPTIM["gradient_descent"](square, start, learning_rate, 10)
    assert_allclose(w, end, atol=1e-6)
    assert (len(history), history[0], start[0]) == (10, 1, 1)


@pytest.mark.parametrize(("samples", "batch", "sizes"), [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 5, [3])])
def test_an_epoch_holds_every_sample_once(samples: int, batch: int, sizes: list[int]) -> None:
    rng = np.random.default_rng(0)
    epochs = [OPTIM["minibatches"](samples, batch, rng) for _ in range(5)]
    assert all([len(batch) for batch in epoch] == sizes for epoch in epochs)
    assert all(sorted(np.concatenate(epoch)) == list(range(samples)) for epoch in epochs)
    assert len({tuple(np.concatenate(epoch)) for epoch in epochs}) > 1


def test_three_steps_with_momentum() -> None:
    config = {"learning_rate": 0.1, "momentum": 0.9}
    assert on_a_parabola(OPTIM["sgd_momentum"], 3, config) == pytest.approx(0.062)


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate() -> None:
    assert on_a_parabola(OPTIM["adam"], 1, {"learning_rate": 0.01}) == pytest.approx(0.99)


@pytest.mark.parametrize("rule", RULES)
def test_rules_go_downhill_and_change_no_argument(rule: str) -> None:
    w, dw, config = np.array([1.0, -2.0]), np.array([2.0, -4.0]), {"learning_rate": 1e-3}
    next_w, _ = OPTIM[rule](w, dw, config)
    assert_array_equal(np.sign(w - next_w), np.sign(dw))
    assert_array_equal(w, [1, -2])
    assert config == {"learning_rate": 1e-3}


@pytest.mark.parametrize(("name", "expected"), [("LinearSVM", 5.266667), ("Softmax", 2.758655)])
def test_losses_of_the_lecture(name: str, expected: float) -> None:
    classifier = CLASSIFIER[name]()
    classifier.W = np.eye(3)
    assert classifier.loss(SCORES, Y, 0.0)[0] == pytest.approx(expected, abs=1e-6)
    assert classifier.loss(SCORES, Y, 0.1)[0] == pytest.approx(expected + 0.3, abs=1e-6)


@pytest.mark.parametrize("name", ["LinearSVM", "Softmax"])
def test_gradients_of_the_classifiers_are_derivatives(name: str) -> None:
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((6, 5)), np.array([0, 1, 2, 3, 1, 0])
    classifier = CLASSIFIER[name]()
    W = classifier.W = rng.standard_normal((5, 4))
    _, dW = classifier.loss(X, y, 0.3)

    def loss_at(W: np.ndarray) -> float:
        classifier.W = W
        return float(classifier.loss(X, y, 0.3)[0])

    assert_allclose(GRADIENTS["numerical_gradient"](loss_at, W), dW, atol=1e-7)


@pytest.mark.parametrize("name", ["LinearSVM", "Softmax"])
def test_training_tells_clouds_apart(name: str) -> None:
    rng = np.random.default_rng(2)
    y = rng.integers(3, size=90)
    X = 4 * np.eye(3)[y] + rng.standard_normal((90, 3)) / 2
    classifier = CLASSIFIER[name]()
    history = classifier.train(X, y, learning_rate=0.1, reg=1e-3, num_iters=100, batch_size=20)
    assert len(history) == 100
    assert history[-1] < history[0] / 3
    assert classifier.accuracy(X, y) > 0.95


def test_predictions_of_the_lecture() -> None:
    classifier = CLASSIFIER["LinearClassifier"]()
    classifier.W = np.eye(3)
    assert_array_equal(classifier.predict(SCORES), [1, 1, 1])
    assert classifier.accuracy(SCORES, Y) == pytest.approx(1 / 3)


def test_templates_use_the_whole_range_each() -> None:
    W = np.array([[-1.0, 5.0, 7.0], [0.0, 5.0, 7.5], [1.0, 5.0, 7.0], [3.0, 5.0, 8.0]])
    pictures = CLASSIFIER["class_templates"](W, (2, 2))
    assert_allclose(pictures[0], np.array([[0, 63.75], [127.5, 255]]))
    assert_allclose(pictures[1], np.zeros((2, 2)))
    assert_allclose(pictures[2], np.array([[0, 127.5], [0, 255]]))
