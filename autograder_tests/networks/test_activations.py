import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_that, assert_unchanged, unpack

# Far out, where exp(-x) or exp(x) is beyond float64.
FAR_OUT = np.array([[-800.0, -40.0, 0.0], [1.5, 40.0, 800.0]])


@pytest.mark.points(1, task="relu_forward")
def test_relu_forward(student, reference, rng):
    """The outputs are right for inputs of any shape, and x stays as it was."""
    points = [(rng.standard_normal(shape),) for shape in ((5,), (4, 6), (2, 3, 4, 5))]
    outs = student.layers.relu_forward.map(points, pick=0)
    assert_each_close(outs, reference.layers.relu_forward.map(points, pick=0), what="out")
    assert_leaves_x_alone(student.layers.relu_forward, "relu_forward", *points[1])


@pytest.mark.points(1, task="relu_backward")
def test_relu_backward(student, reference, rng):
    """The gradient is right for a random gradient from above, of either sign."""
    x, dout = rng.standard_normal((2, 5, 3, 4))
    dx = backward(student.layers.relu_forward, student.layers.relu_backward, x, dout)
    ours = backward(reference.layers.relu_forward, reference.layers.relu_backward, x, dout)
    assert_close(dx, ours, what="dx")


@pytest.mark.points(1, task="relu_backward")
def test_relu_backward_at_zero(student, reference, rng):
    """At exactly 0 the slope is from 0 to 1; everywhere else the gradient is right."""
    x, dout = rng.standard_normal((2, 5, 6))
    zero = rng.random(x.shape) < 0.3
    x[zero] = 0.0
    dx = backward(student.layers.relu_forward, student.layers.relu_backward, x, dout)
    ours = backward(reference.layers.relu_forward, reference.layers.relu_backward, x, dout)
    assert_close(np.where(zero, 0.0, dx), np.where(zero, 0.0, ours), what="dx")
    slopes = np.asarray(dx)[zero] / dout[zero]
    assert_that(bool(((slopes >= 0) & (slopes <= 1)).all()), "the slope at 0 is from 0 to 1", what="dx")


@pytest.mark.points(1, task="sigmoid_forward")
def test_sigmoid_forward(student, reference, rng):
    """The outputs are right for any shape and for very large and very small inputs; x stays as it was."""
    points = [(rng.standard_normal((2, 3, 4)),), (FAR_OUT,)]
    outs = student.layers.sigmoid_forward.map(points, pick=0)
    assert_each_close(outs, reference.layers.sigmoid_forward.map(points, pick=0), what="out")
    assert_leaves_x_alone(student.layers.sigmoid_forward, "sigmoid_forward", *points[0])


@pytest.mark.points(2, task="sigmoid_backward")
def test_sigmoid_backward(student, reference, rng):
    """The gradient is right for a random gradient from above."""
    x, dout = rng.standard_normal((2, 5, 3, 4))
    dx = backward(student.layers.sigmoid_forward, student.layers.sigmoid_backward, x, dout)
    ours = backward(reference.layers.sigmoid_forward, reference.layers.sigmoid_backward, x, dout)
    assert_close(dx, ours, what="dx")


def assert_leaves_x_alone(forward, name, x):
    _, after = forward.with_args(x)
    assert_unchanged(x, after[0], what=name, argument="x")


def backward(forward, backward_pass, x, dout):
    _, cache = unpack(forward(x), "out", "cache")
    return backward_pass(dout, cache)
