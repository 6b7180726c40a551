import numpy as np
import pytest

from grader.testing import assert_close, assert_that

pytestmark = pytest.mark.visibility("visible")


@pytest.mark.points(2, task="numerical_gradient")
def test_numerical_gradient_of_the_lecture(student):
    """At (-2, 5, -4), f = (x + y) z has the gradient (-4, -4, 3)."""

    def f(v):
        return (v[0] + v[1]) * v[2]

    found = student.gradients.numerical_gradient(f, np.array([-2.0, 5.0, -4.0]))
    assert_close(found, [-4.0, -4.0, 3.0], what="gradient", rtol=1e-6)


@pytest.mark.points(1, task="forward_difference")
def test_forward_difference_of_the_lecture(student):
    """The losses of the lecture, 1.25347 before and 1.25322, 1.25353 after, give slopes -2.5, 0.6 and 0."""

    def loss(W):
        return 1.25347 - 2.5 * (W[0] - 0.34) + 0.6 * (W[1] + 1.11)

    found = student.gradients.forward_difference(loss, np.array([0.34, -1.11, 0.78]), 1e-4)
    assert_close(found, [-2.5, 0.6, 0.0], what="gradient", rtol=1e-6)


@pytest.mark.points(1, task="relative_error")
def test_relative_error_of_two_numbers(student):
    """9 and 10 differ by a tenth of the larger one."""
    error = student.gradients.relative_error(np.array([9.0]), np.array([10.0]))
    assert_close(error, 0.1, what="error")


@pytest.mark.points(2, task="gradient_check")
def test_check_of_a_known_gradient(student):
    """The gradient of the sum of sines is cos; it is neither sin nor 2 cos."""
    x = np.array([[0.3, 1.2, -2.0], [0.9, -0.4, 2.5]])

    def sines(x):
        return np.sum(np.sin(x))

    candidates = [np.cos, np.sin, lambda x: 2 * np.cos(x)]
    verdicts = student.gradients.gradient_check.map([(sines, candidate, x) for candidate in candidates])
    for verdict, wanted in zip(verdicts, [True, False, False], strict=True):
        statement = "cos is accepted" if wanted else "sin and 2 cos are refused"
        assert_that(bool(verdict) == wanted, statement, what="gradient_check", yours=verdict)
