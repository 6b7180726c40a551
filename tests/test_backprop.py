"""The references of the assignment `backprop`, against the lecture's worked examples."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "backprop"
GATES = runpy.run_path(str(SOLUTIONS / "gates.py"))
CIRCUITS = runpy.run_path(str(SOLUTIONS / "circuits.py"))
VECTORIZED = runpy.run_path(str(SOLUTIONS / "vectorized.py"))
ENGINE = runpy.run_path(str(SOLUTIONS / "engine.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))

W, X = np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0])
MATRIX, VECTOR = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([0.2, 0.4])


def test_the_first_circuit_of_the_lecture():
    assert CIRCUITS["sum_times"](-2.0, 5.0, -4.0) == (-12.0, -4.0, -4.0, 3.0)


def test_the_values_of_the_second_circuit():
    values, _ = CIRCUITS["sigmoid_neuron_gates"](W, X)
    assert_allclose(values, [-2, 6, 4, 1, -1, 0.367879, 1.367879, 0.731059], atol=1e-6)


def test_the_gradients_of_the_second_circuit():
    _, gradients = CIRCUITS["sigmoid_neuron_gates"](W, X)
    assert_allclose(gradients, [0.196612] * 4 + [-0.196612, -0.534447, -0.534447, 1], atol=1e-6)


def test_the_second_circuit_with_the_sigmoid_as_one_gate():
    f, dw, dx = CIRCUITS["sigmoid_neuron"](W, X)
    assert f == pytest.approx(0.731059, abs=1e-6)
    assert_allclose(dw, [-0.196612, -0.393224, 0.196612], atol=1e-6)
    assert_allclose(dx, [0.393224, -0.589836], atol=1e-6)


def test_the_slides_rounded_numbers_are_within_their_tolerance():
    assert pytest.approx(-0.532793, abs=2e-3) == ANSWERS["gradient_of_reciprocal"]
    assert pytest.approx(0.73 * 0.27, abs=2e-3) == ANSWERS["gradient_of_sigmoid"]


def test_gradients_add_up_where_paths_meet():
    assert CIRCUITS["branch"](3.0) == (12.0, 7.0)


def test_the_repaired_neuron_fires():
    neuron = CIRCUITS["Neuron"](np.array([0.1, 0.2, 0.3]), -1.0)
    assert neuron.forward(np.array([1.0, 2.0, 3.0])) == pytest.approx(0.598688, abs=1e-6)


def test_a_multiply_gate_swaps_its_inputs():
    gate = GATES["MultiplyGate"]()
    assert gate.forward(3.0, -4.0) == -12.0
    assert gate.backward(2.0) == (-8.0, 6.0)


@pytest.mark.parametrize("name", ["ReciprocalGate", "ExpGate", "SigmoidGate", "ReluGate", "TanhGate"])
def test_a_gate_with_one_input_has_the_slope_of_its_curve(name):
    x, h = np.array([-1.7, -0.4, 0.6, 1.5]), 1e-6
    gate = GATES[name]()
    slope = (gate.forward(x + h) - gate.forward(x - h)) / (2 * h)
    gate.forward(x)
    assert_allclose(gate.backward(3.0), 3.0 * slope, rtol=1e-6, atol=1e-9)


def test_a_graph_takes_its_gates_in_any_order():
    nodes = {
        "f": (GATES["MultiplyGate"](), ["q", "z"]),
        "q": (GATES["AddGate"](), ["x", "y"]),
    }
    graph = CIRCUITS["ComputationalGraph"](nodes)
    assert graph.forward({"x": -2.0, "y": 5.0, "z": -4.0})["f"] == -12.0
    assert graph.backward("f") == {"x": -4.0, "y": -4.0, "z": 3.0, "q": -4.0, "f": 1.0}


def test_the_vectorised_example_of_the_lecture():
    f, dW, dx = VECTORIZED["l2_of_linear"](MATRIX, VECTOR)
    assert f == pytest.approx(0.116)
    assert_allclose(dW, [[0.088, 0.176], [0.104, 0.208]])
    assert_allclose(dx, [-0.112, 0.636])
    assert ANSWERS["gradient_of_l2"] == pytest.approx(2 * (MATRIX @ VECTOR)[0])


def test_the_jacobian_of_the_lecture():
    assert VECTORIZED["jacobian_shape"]("elementwise", 4096, 1) == (4096, 4096)
    rows, columns = VECTORIZED["jacobian_shape"]("elementwise", 4096, 100)
    assert (rows, columns) == (409_600, 409_600)
    assert ANSWERS["entries_for_a_minibatch"] == rows * columns / 4096**2


def test_the_jacobian_of_relu_is_diagonal():
    assert_allclose(VECTORIZED["relu_jacobian"](np.array([2.0, -1.0])), [[1, 0], [0, 0]])


def test_the_engine_agrees_with_the_lecture():
    found = ENGINE["evaluate"]("x y + z *", {"x": -2.0, "y": 5.0, "z": -4.0})
    assert found == (-12.0, {"x": -4.0, "y": -4.0, "z": 3.0})


def test_the_engine_agrees_with_the_sigmoid_circuit():
    inputs = {"w0": 2.0, "w1": -3.0, "w2": -3.0, "x0": -1.0, "x1": -2.0}
    # sigmoid(s) = (1 + tanh(s / 2)) / 2
    f, gradients = ENGINE["evaluate"]("w0 x0 * w1 x1 * + w2 + 0.5 * tanh 1 + 0.5 *", inputs)
    assert f == pytest.approx(0.731059, abs=1e-6)
    expected = {"w0": -0.196612, "x0": 0.393224, "w1": -0.393224, "x1": -0.589836, "w2": 0.196612}
    assert gradients == pytest.approx(expected, abs=1e-6)
