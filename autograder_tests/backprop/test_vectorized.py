import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_raises, assert_unchanged, unpack


@pytest.fixture(scope="session")
def linear():
    """Makes (W, x) with W (3, 4): not square, so that a transposed product does not go unnoticed."""

    def make(rng):
        return rng.standard_normal((3, 4)), rng.standard_normal(4)

    return make


@pytest.mark.points(1, task="l2_of_linear")
def test_l2(student, reference, linear, rng):
    """The value f is right for a W that is not square."""
    point = linear(rng)
    f, _, _ = unpack(student.vectorized.l2_of_linear(*point), "f", "dW", "dx")
    assert_close(f, reference.vectorized.l2_of_linear(*point)[0], what="f")


@pytest.mark.points(1, task="l2_of_linear")
def test_l2_gradient_of_w(student, reference, linear, rng):
    """The gradient dW is right for a W that is not square."""
    point = linear(rng)
    _, dW, _ = unpack(student.vectorized.l2_of_linear(*point), "f", "dW", "dx")
    assert_close(dW, reference.vectorized.l2_of_linear(*point)[1], what="dW")


@pytest.mark.points(1, task="l2_of_linear")
def test_l2_gradient_of_x(student, reference, linear, rng):
    """The gradient dx is right for a W that is not square."""
    point = linear(rng)
    _, _, dx = unpack(student.vectorized.l2_of_linear(*point), "f", "dW", "dx")
    assert_close(dx, reference.vectorized.l2_of_linear(*point)[2], what="dx")


@pytest.mark.points(1, task="l2_of_linear")
def test_l2_leaves_arguments_alone(student, reference, linear, rng):
    """The value f is right, and W and x are the same after the call as before."""
    before = linear(rng)
    result, after = student.vectorized.l2_of_linear.with_args(*before)
    for name, was, became in zip("Wx", before, after, strict=True):
        assert_unchanged(was, became, what="l2_of_linear", argument=name)
    f, _, _ = unpack(result, "f", "dW", "dx")
    assert_close(f, reference.vectorized.l2_of_linear(*before)[0], what="f")


@pytest.mark.points(2, task="relu_jacobian")
def test_relu_jacobian_of_more_numbers(student, reference, rng):
    """The Jacobian of max(0, x) is right for vectors of other lengths."""
    points = [(rng.permutation([2.5, -1.5, 0.5, -2.0, 3.0]),), (np.array([-1.0, 4.0]),)]
    jacobians = student.vectorized.relu_jacobian.map(points)
    expected = [J.astype(int) for J in reference.vectorized.relu_jacobian.map(points)]  # 1 is as good as 1.0
    assert_each_close(jacobians, expected, what="J")


@pytest.mark.points(1, task="jacobian_shape")
def test_jacobian_shape_of_fewer_outputs(student, reference):
    """A Jacobian has a row for each output, and a column for each input."""
    points = [(kind, n, batch) for kind in ("sum", "loss") for n, batch in [(5, 3), (7, 1)]]
    shapes = student.vectorized.jacobian_shape.map(points)
    expected = reference.vectorized.jacobian_shape.map(points)
    assert_each_close([np.array(shape) for shape in shapes], expected, what="shape")


@pytest.mark.points(1, task="jacobian_shape")
def test_jacobian_shape_of_an_unknown_kind(student):
    """A kind of layer that does not exist raises ValueError."""
    assert_raises(ValueError, student.vectorized.jacobian_shape, "pooling", 4, 2)


@pytest.mark.points(1, task="matmul_backward")
def test_matmul_backward_of_a(student, reference, rng):
    """The gradient dA is right for any upstream gradient."""
    point = product(rng)
    dA, _ = unpack(student.vectorized.matmul_backward(*point), "dA", "dB")
    assert_close(dA, reference.vectorized.matmul_backward(*point)[0], what="dA")


@pytest.mark.points(1, task="matmul_backward")
def test_matmul_backward_of_b(student, reference, rng):
    """The gradient dB is right for any upstream gradient."""
    point = product(rng)
    _, dB = unpack(student.vectorized.matmul_backward(*point), "dA", "dB")
    assert_close(dB, reference.vectorized.matmul_backward(*point)[1], what="dB")


@pytest.mark.points(1, task="matmul_backward")
def test_matmul_backward_of_square_matrices(student, reference, rng):
    """Where every matrix is square, shapes do not help: the gradients are right all the same."""
    point = tuple(rng.standard_normal((3, 3, 3)))
    dA, dB = unpack(student.vectorized.matmul_backward(*point), "dA", "dB")
    expected_dA, expected_dB = reference.vectorized.matmul_backward(*point)
    assert_close(dA, expected_dA, what="dA")
    assert_close(dB, expected_dB, what="dB")


@pytest.mark.points(1, task="sum_to_shape")
def test_axes_in_front(student, reference, rng):
    """Axes that broadcasting put in front are summed away; a single number has no axis at all."""
    gradient = rng.standard_normal((2, 3, 4))
    assert_sums(student, reference, [(gradient, (4,)), (gradient, (3, 4)), (gradient, ())])


@pytest.mark.points(1, task="sum_to_shape")
def test_stretched_axes(student, reference, rng):
    """Axes that broadcasting stretched are summed, and stay as axes of length 1."""
    gradient = rng.standard_normal((2, 3, 4))
    assert_sums(student, reference, [(gradient, (2, 1, 4)), (gradient, (1, 3, 1)), (gradient, (2, 3, 1))])


@pytest.mark.points(1, task="sum_to_shape")
def test_axes_in_front_and_stretched_axes(student, reference, rng):
    """Both kinds of axes at once are summed."""
    gradient = rng.standard_normal((2, 3, 4))
    assert_sums(student, reference, [(gradient, (1, 4)), (gradient, (3, 1)), (gradient, (1,))])


@pytest.mark.points(1, task="sum_to_shape")
def test_nothing_was_broadcast(student, reference, rng):
    """Where nothing was broadcast the gradient stays as it is; also an axis of length 1 that was there."""
    square, column = rng.standard_normal((3, 3)), rng.standard_normal((3, 1))
    assert_sums(student, reference, [(square, (3, 3)), (column, (3, 1)), (square, (3,))])


def product(rng):
    """The upstream gradient dC (2, 5), A (2, 3) and B (3, 5)."""
    return rng.standard_normal((2, 5)), rng.standard_normal((2, 3)), rng.standard_normal((3, 5))


def assert_sums(student, reference, points):
    sums = student.vectorized.sum_to_shape.map(points)
    assert_each_close(sums, reference.vectorized.sum_to_shape.map(points), what="gradient")
