import numpy as np
import pytest

from grader.testing import assert_close, unpack

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(1, task="AddGate")
def test_add_gate_of_the_lecture(student):
    """-2 + 5 is 3; an upstream gradient of -4 goes to both inputs."""
    gate = student.gates.AddGate()
    assert_close(gate.forward(-2.0, 5.0), 3.0, what="x + y")
    dx, dy = unpack(gate.backward(-4.0), "dx", "dy")
    assert_close(dx, -4.0, what="dx")
    assert_close(dy, -4.0, what="dy")


@pytest.mark.points(1, task="MultiplyGate")
def test_multiply_gate_of_the_lecture(student):
    """3 * -4 is -12; each input gets the other one, times an upstream gradient of 2."""
    gate = student.gates.MultiplyGate()
    assert_close(gate.forward(3.0, -4.0), -12.0, what="x * y")
    dx, dy = unpack(gate.backward(2.0), "dx", "dy")
    assert_close(dx, -8.0, what="dx")
    assert_close(dy, 6.0, what="dy")


@pytest.mark.points(1, task="MaxGate")
def test_max_gate_of_the_lecture(student):
    """The larger input, 2 against -1, gets all of the upstream gradient of 2."""
    gate = student.gates.MaxGate()
    assert_close(gate.forward(2.0, -1.0), 2.0, what="max(x, y)")
    dx, dy = unpack(gate.backward(2.0), "dx", "dy")
    assert_close(dx, 2.0, what="dx")
    assert_close(dy, 0.0, what="dy")


@pytest.mark.points(1, task="ReciprocalGate")
def test_reciprocal_gate_of_the_lecture(student):
    """1 / 1.37 is 0.73, and its slope there is -0.53."""
    assert_gate(student.gates.ReciprocalGate(), 1.37, 1.0, 1 / 1.37, -1 / 1.37**2)


@pytest.mark.points(1, task="ExpGate")
def test_exp_gate_of_the_lecture(student):
    """exp(-1) is 0.37; an upstream gradient of -0.53 becomes -0.20."""
    assert_gate(student.gates.ExpGate(), -1.0, -0.53, np.exp(-1.0), -0.53 * np.exp(-1.0))


@pytest.mark.points(1, task="AddConstantGate")
def test_add_constant_gate_of_the_lecture(student):
    """0.37 + 1 is 1.37; an upstream gradient of -0.53 stays as it is."""
    assert_gate(student.gates.AddConstantGate(1.0), 0.37, -0.53, 1.37, -0.53)


@pytest.mark.points(1, task="ScaleGate")
def test_scale_gate_of_the_lecture(student):
    """-1 * 1 is -1; an upstream gradient of -0.20 becomes 0.20."""
    assert_gate(student.gates.ScaleGate(-1.0), 1.0, -0.2, -1.0, 0.2)


@pytest.mark.points(1, task="SigmoidGate")
def test_sigmoid_gate_of_the_lecture(student):
    """The sigmoid of 1 is 0.73, and its slope there is 0.20."""
    f = 1 / (1 + np.exp(-1.0))
    assert_gate(student.gates.SigmoidGate(), 1.0, 1.0, f, f * (1 - f))


@pytest.mark.points(1, task="ReluGate")
def test_relu_gate(student):
    """Of -3, 2 and 5, the last two go on; so do their gradients."""
    x, upstream = np.array([-3.0, 2.0, 5.0]), np.array([1.0, -2.0, 3.0])
    assert_gate(student.gates.ReluGate(), x, upstream, [0.0, 2.0, 5.0], [0.0, -2.0, 3.0])


@pytest.mark.points(1, task="TanhGate")
def test_tanh_gate(student):
    """The tanh of 0 is 0, and its slope there is 1."""
    assert_gate(student.gates.TanhGate(), 0.0, 3.0, 0.0, 3.0)


def assert_gate(gate, x, upstream, output, dx):
    assert_close(gate.forward(x), output, what="output")
    assert_close(gate.backward(upstream), dx, what="dx")
