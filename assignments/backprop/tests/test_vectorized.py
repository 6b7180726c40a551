import numpy as np
import pytest

from grader.testing import assert_close, assert_shape, unpack

pytestmark = pytest.mark.visibility("visible")

# The vectorised example of the lecture: f = sum((W x)**2).
W = np.array([[0.1, 0.5], [-0.3, 0.8]])
X = np.array([0.2, 0.4])


@pytest.mark.points(1, task="l2_of_linear")
def test_l2_of_the_lecture(student):
    """The L2 gate of the lecture gives 0.116."""
    f, _, _ = unpack(student.vectorized.l2_of_linear(W, X), "f", "dW", "dx")
    assert_close(f, 0.116, what="f")


@pytest.mark.points(1, task="l2_of_linear")
def test_l2_gradients_of_the_lecture(student):
    """The gradients are those of the lecture: dW = [[0.088, 0.176], [0.104, 0.208]], dx = [-0.112, 0.636]."""
    _, dW, dx = unpack(student.vectorized.l2_of_linear(W, X), "f", "dW", "dx")
    assert_close(dW, [[0.088, 0.176], [0.104, 0.208]], what="dW")
    assert_close(dx, [-0.112, 0.636], what="dx")


@pytest.mark.points(1, task="relu_jacobian")
def test_relu_jacobian(student):
    """The Jacobian of max(0, x) at (2, -1, 3) is diagonal, with 1, 0 and 1."""
    assert_close(student.vectorized.relu_jacobian(np.array([2.0, -1.0, 3.0])), np.diag([1, 0, 1]), what="J")


@pytest.mark.points(1, task="jacobian_shape")
def test_jacobian_shape_of_the_lecture(student):
    """For 4096 numbers, max(0, x) has a Jacobian of 4096 x 4096; for a minibatch of 100, 409600 x 409600."""
    shapes = student.vectorized.jacobian_shape.map([("elementwise", 4096, 1), ("elementwise", 4096, 100)])
    assert_close(np.array(shapes), [[4096, 4096], [409600, 409600]], what="shapes")


@pytest.mark.points(1, task="matmul_backward")
def test_matmul_backward_shapes(student, rng):
    """The gradients of A and B have the shapes of A and B."""
    A, B, dC = rng.standard_normal((2, 3)), rng.standard_normal((3, 4)), rng.standard_normal((2, 4))
    dA, dB = unpack(student.vectorized.matmul_backward(dC, A, B), "dA", "dB")
    assert_shape(dA, (2, 3), what="dA")
    assert_shape(dB, (3, 4), what="dB")


@pytest.mark.points(1, task="sum_to_shape")
def test_sum_to_shape_of_a_bias(student):
    """A bias of three numbers, added to two rows, gets the sum over the rows."""
    gradient = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    assert_close(student.vectorized.sum_to_shape(gradient, (3,)), [11.0, 22.0, 33.0], what="gradient")
