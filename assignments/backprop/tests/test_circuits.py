import numpy as np
import pytest

from grader.testing import assert_close, unpack

pytestmark = pytest.mark.visibility("visible")

# The sigmoid neuron of the lecture.
W = np.array([2.0, -3.0, -3.0])
X = np.array([-1.0, -2.0])
F = 0.7310585786300049


@pytest.mark.points(1, task="sum_times")
def test_sum_times_of_the_lecture(student):
    """(-2 + 5) * -4 is -12."""
    f, *_ = unpack(student.circuits.sum_times(-2.0, 5.0, -4.0), "f", "dx", "dy", "dz")
    assert_close(f, -12.0, what="f")


@pytest.mark.points(1, task="sum_times")
def test_sum_times_gradients_of_the_lecture(student):
    """The gradients of the lecture's first circuit are -4, -4 and 3."""
    _, dx, dy, dz = unpack(student.circuits.sum_times(-2.0, 5.0, -4.0), "f", "dx", "dy", "dz")
    assert_close(dx, -4.0, what="dx")
    assert_close(dy, -4.0, what="dy")
    assert_close(dz, 3.0, what="dz")


@pytest.mark.points(1, task="sigmoid_neuron_gates")
def test_values_of_the_lecture(student):
    """The values in the lecture's second circuit are -2, 6, 4, 1, -1, 0.37, 1.37 and 0.73."""
    values, _ = unpack(student.circuits.sigmoid_neuron_gates(W, X), "values", "gradients")
    expected = [-2.0, 6.0, 4.0, 1.0, -1.0, 0.3678794, 1.3678794, F]
    assert_close(np.asarray(values), expected, what="values", atol=1e-7)


@pytest.mark.points(1, task="sigmoid_neuron_gates")
def test_gradients_of_the_lecture(student):
    """The gradients in the lecture's second circuit are 0.20 four times, -0.20, -0.53 twice and 1."""
    _, gradients = unpack(student.circuits.sigmoid_neuron_gates(W, X), "values", "gradients")
    expected = [0.1966119] * 4 + [-0.1966119, -0.5344466, -0.5344466, 1.0]
    assert_close(np.asarray(gradients), expected, what="gradients", atol=1e-7)


@pytest.mark.points(1, task="sigmoid_neuron")
def test_sigmoid_neuron_of_the_lecture(student):
    """The neuron of the lecture fires at 0.73."""
    f, _, _ = unpack(student.circuits.sigmoid_neuron(W, X), "f", "dw", "dx")
    assert_close(f, F, what="f")


@pytest.mark.points(1, task="sigmoid_neuron")
def test_sigmoid_neuron_gradients_of_the_lecture(student):
    """The five gradients of the lecture's neuron are -0.20, -0.39, 0.20 for w and 0.39, -0.59 for x."""
    _, dw, dx = unpack(student.circuits.sigmoid_neuron(W, X), "f", "dw", "dx")
    assert_close(dw, [-0.1966119, -0.3932239, 0.1966119], what="dw", atol=1e-7)
    assert_close(dx, [0.3932239, -0.5898358], what="dx", atol=1e-7)


@pytest.mark.points(1, task="branch")
def test_branch_at_three(student):
    """The value of x * x + x is 12 at x = 3, and rises by 7 there."""
    f, dx = unpack(student.circuits.branch(3.0), "f", "dx")
    assert_close(f, 12.0, what="f")
    assert_close(dx, 7.0, what="dx")


@pytest.mark.points(1, task="Neuron")
def test_neuron(student):
    """With weights 0.1, 0.2, 0.3 and bias -1, the inputs 1, 2, 3 make the neuron fire at 0.60."""
    neuron = student.circuits.Neuron(np.array([0.1, 0.2, 0.3]), -1.0)
    assert_close(neuron.forward(np.array([1.0, 2.0, 3.0])), 0.5986877, what="firing rate", atol=1e-7)


@pytest.mark.points(1, task="ComputationalGraph")
def test_graph_of_the_lecture(student):
    """As a graph, the lecture's first circuit gives the same values and gradients."""
    gates = student.gates
    nodes = {"q": (gates.AddGate(), ["x", "y"]), "f": (gates.MultiplyGate(), ["q", "z"])}
    graph = student.circuits.ComputationalGraph(nodes)
    values = graph.forward({"x": -2.0, "y": 5.0, "z": -4.0})
    gradients = graph.backward("f")
    for name, value, gradient in [("q", 3, -4), ("f", -12, 1), ("x", -2, -4), ("y", 5, -4), ("z", -4, 3)]:
        assert_close(values[name], float(value), what=f"the value of {name}")
        assert_close(gradients[name], float(gradient), what=f"the gradient of {name}")
