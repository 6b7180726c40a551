from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from grader import gradcheck
from grader.gradcheck import SlopeVerdict, check_gradients

PARAMS = {"w": np.array([[1.0, -2.0], [0.5, 3.0]]), "b": np.array([0.3, -0.1])}


def loss(params: dict[str, np.ndarray]) -> float:
    return float(np.exp(params["w"] / 3).sum() + (params["b"] ** 3).sum())


def gradients(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {"w": np.exp(params["w"] / 3) / 3, "b": 3 * params["b"] ** 2}


def test_an_array_a_dict_and_a_list_are_points(rng: np.random.Generator) -> None:
    right = gradients(PARAMS)
    of_w = check_gradients(lambda w: loss(PARAMS | {"w": w}), PARAMS["w"], right["w"], rng)
    of_both = check_gradients(loss, PARAMS, right, rng)
    in_a_list = check_gradients(
        lambda p: loss({"w": p[0], "b": p[1]}), list(PARAMS.values()), list(right.values()), rng
    )
    assert [list(report.findings) for report in (of_w, of_both, in_a_list)] == [
        ["x"],
        ["w", "b"],
        ["[0]", "[1]"],
    ]
    assert {report.verdict for report in (of_w, of_both, in_a_list)} == {SlopeVerdict.RIGHT}


def test_the_tensor_that_is_wrong_is_named(rng: np.random.Generator) -> None:
    report = check_gradients(loss, PARAMS, gradients(PARAMS) | {"b": 2 * PARAMS["b"] ** 2}, rng)
    verdicts = {name: finding.verdict for name, finding in report.findings.items()}
    assert verdicts == {"w": SlopeVerdict.RIGHT, "b": SlopeVerdict.WRONG}
    assert report.verdict is SlopeVerdict.WRONG
    assert str(report).splitlines()[1].startswith("b: WRONG: the gradient claims a slope of")


def test_twelve_evaluations_for_each_tensor_and_one_more(rng: np.random.Generator) -> None:
    assert check_gradients(loss, PARAMS, gradients(PARAMS), rng).evaluations == 25


def test_a_check_without_a_generator_draws_its_own() -> None:
    assert check_gradients(loss, PARAMS, gradients(PARAMS)).verdict is SlopeVerdict.RIGHT


def test_kinks_are_no_hindrance_where_they_are_announced(hinge: Any, rng: np.random.Generator) -> None:
    W = rng.standard_normal((20, 10))
    value, dW = (lambda W: hinge(W)[0]), hinge(W)[1]
    assert check_gradients(value, W, dW, rng, convex=True).verdict is SlopeVerdict.RIGHT
    assert check_gradients(value, W, 1.001 * dW, rng, convex=True).verdict is SlopeVerdict.WRONG


def test_redraws_are_bounded(rng: np.random.Generator) -> None:
    report = check_gradients(lambda x: float(np.abs(x).sum()), np.zeros(3), np.zeros(3), rng)
    assert (report.verdict, report.evaluations) == (SlopeVerdict.INCONCLUSIVE, 1 + 4 * 12)


def test_a_function_that_changes_its_arguments_spoils_nothing(rng: np.random.Generator) -> None:
    x = np.array([1.0, 2.0])

    def square(x: np.ndarray) -> float:
        x *= x
        return float(x.sum())

    assert check_gradients(square, x, 2 * x, rng).verdict is SlopeVerdict.RIGHT
    assert_array_equal(x, [1, 2])


@pytest.mark.parametrize("wrong", [{"w": PARAMS["w"]}, {"w": PARAMS["w"], "b": np.ones(3)}, {}])
def test_other_names_or_shapes_are_refused(wrong: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="names and shapes"):
        check_gradients(loss, PARAMS, wrong)


def test_everything_that_is_public_is_there() -> None:
    for name in gradcheck.__all__:
        assert getattr(gradcheck, name).__doc__


def test_nothing_but_numpy_comes_along() -> None:
    script = (
        "import sys, numpy; before = set(sys.modules); import grader.gradcheck; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names), "
        "*(name for name in sys.modules if name.startswith('grader.') and 'gradcheck' not in name))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(ran.stdout.split()) <= {"grader", "numpy"}
