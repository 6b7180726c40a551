import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_finite,
    assert_shape,
    assert_that,
    assert_unchanged,
)

# So large that the error of the formula is far above round-off.
STEPS = (1e-2, 5e-3)
# Beside a step, the last digits of a tiny entry are lost: adding and taking off the step does not restore it.
TINY_TO_LARGE = [1e-8, 1e-4, 1e-2, 1.0]


@pytest.mark.points(2, task="numerical_gradient")
def test_gradient_of_a_matrix(student, bumpy, rng):
    """The gradient of a function of a matrix is right."""
    f, gradient, x = bumpy(rng)
    assert_close(student.gradients.numerical_gradient(f, x), gradient(x), what="gradient", rtol=1e-6)


@pytest.mark.points(1, task="numerical_gradient")
def test_gradient_in_other_dimensions(student, bumpy, rng):
    """The gradient is right for a vector, and for an array with three axes."""
    for shape in ((5,), (2, 3, 4)):
        f, gradient, x = bumpy(rng, shape)
        assert_close(student.gradients.numerical_gradient(f, x), gradient(x), what="gradient", rtol=1e-6)


@pytest.mark.points(3, task="numerical_gradient")
def test_order_of_centred_differences(student, bumpy, rng):
    """Half the step, a quarter of the error."""
    f, gradient, x = bumpy(rng)
    estimates = student.gradients.numerical_gradient.map([(f, x, h) for h in STEPS])
    fall = fall_of_error(estimates, gradient(x))
    assert_that(fall > 3.9, "the error falls to a quarter when h is halved", what="gradient", yours=fall)


@pytest.mark.points(1, task="numerical_gradient")
def test_numerical_gradient_leaves_x_alone(student, bumpy, rng):
    """The gradient is right, and x is the same after the call as before, to the last bit."""
    f, gradient, x = bumpy(rng)
    x *= TINY_TO_LARGE
    found, after = student.gradients.numerical_gradient.with_args(f, x)
    assert_unchanged(x, after[1], what="numerical_gradient", argument="x")
    assert_close(found, gradient(x), what="gradient", rtol=1e-6)


@pytest.mark.points(1, task="numerical_gradient")
def test_gradient_at_integers(student, bumpy, rng):
    """The gradient is right where x holds integers, and consists of floats."""
    f, gradient, _ = bumpy(rng)
    x = rng.integers(-1, 2, (3, 4))
    assert_close(student.gradients.numerical_gradient(f, x), gradient(x), what="gradient", rtol=1e-6)


@pytest.mark.points(1, task="forward_difference")
def test_forward_difference(student, bumpy, rng):
    """With a large step, the estimate is the slope from f(x) to f(x + h)."""
    f, _, x = bumpy(rng, (2, 3))
    h = 0.1
    expected = [(f(x + h * one.reshape(x.shape)) - f(x)) / h for one in np.eye(x.size)]
    found = student.gradients.forward_difference(f, x, h)
    assert_close(found, np.reshape(expected, x.shape), what="gradient")


@pytest.mark.points(2, task="forward_difference")
def test_order_of_forward_differences(student, bumpy, rng):
    """Half the step, half the error."""
    f, gradient, x = bumpy(rng)
    estimates = student.gradients.forward_difference.map([(f, x, h) for h in STEPS])
    fall = fall_of_error(estimates, gradient(x))
    assert_that(1.9 < fall < 2.1, "the error falls to a half when h is halved", what="gradient", yours=fall)


@pytest.mark.points(1, task="forward_difference")
def test_forward_difference_leaves_x_alone(student, bumpy, rng):
    """The estimate is close, and x is the same after the call as before, to the last bit."""
    f, gradient, x = bumpy(rng)
    x *= TINY_TO_LARGE
    found, after = student.gradients.forward_difference.with_args(f, x, 1e-6)
    assert_unchanged(x, after[1], what="forward_difference", argument="x")
    assert_close(found, gradient(x), what="gradient", rtol=1e-4)


@pytest.mark.points(2, task="relative_error")
def test_relative_error(student, reference, rng):
    """The error is right for arrays of any shape, whichever of the two is the larger."""
    a, b = rng.standard_normal((3, 4)), 3 * rng.standard_normal((3, 4))
    two, half = np.array([2.0]), np.array([-0.5])
    points = [(a, b), (b, a), (a[0], -a[0]), (two, half), (half, two), (np.array([a]), np.array([b]))]
    errors = student.gradients.relative_error.map(points)
    assert_each_close(errors, reference.gradients.relative_error.map(points), what="error")


@pytest.mark.points(1, task="relative_error")
def test_relative_error_of_zeros(student):
    """Two zero gradients do not differ; a gradient and zero differ completely."""
    zero, one = np.zeros(3), np.ones(3)
    errors = student.gradients.relative_error.map([(zero, zero), (zero, one), (one, zero)])
    assert_each_close(errors, [0.0, 1.0, 1.0], what="error")


@pytest.mark.points(1, task="relative_error")
def test_relative_error_of_tiny_entries(student):
    """Round-off in a tiny entry beside large ones is a small error; so is one in small gradients."""
    points = [
        (np.array([1.0, 2.0, 1e-12]), np.array([1.0, 2.0, -1e-12])),
        (np.array([1e-9, 2e-9]), np.array([1e-9, 1e-9])),
    ]
    errors = student.gradients.relative_error.map(points)
    assert_each_close(errors, [2e-12 / np.sqrt(5), 1 / np.sqrt(5)], what="error", rtol=1e-6, atol=1e-16)


@pytest.mark.points(2, task="gradient_check")
def test_check_tells_right_from_wrong(student, bumpy, rng):
    """A right gradient is accepted; twice its size, the wrong sign or one wrong entry is refused."""
    f, gradient, x = bumpy(rng)
    candidates = [gradient, lambda x: 2 * gradient(x), lambda x: -gradient(x), one_entry_off(gradient)]
    assert_verdicts(student, [(f, candidate, x) for candidate in candidates], [True, False, False, False])


@pytest.mark.points(1, task="gradient_check")
def test_check_with_entries_of_all_sizes(student, rng):
    """A right gradient is accepted although some entries are tiny; a wrong one although all of them are."""
    scales = np.array([1e3, 1.0, 1e-3, 1e-10])
    x = rng.uniform(0.5, 1.5, 4)

    def f(x):
        return float(np.sum(scales * x**2))

    def without_the_second(x):
        return 2 * scales * x * [1, 0, 1, 1]

    def tiny(x):
        return 1e-8 * f(x)

    points = [
        (f, lambda x: 2 * scales * x, x),
        (f, without_the_second, x),
        (tiny, lambda x: 1e-8 * without_the_second(x), x),
    ]
    assert_verdicts(student, points, [True, False, False])


@pytest.mark.points(1, task="gradient_check")
def test_check_where_nothing_changes(student):
    """Where the function is flat, zero is the right gradient, and nothing else is."""
    x = np.ones((2, 3))
    points = [(flat, np.zeros_like, x), (flat, np.ones_like, x)]
    assert_verdicts(student, points, [True, False])


def fall_of_error(estimates, exact):
    """By what factor the distance from the exact gradient falls from the first estimate to the second."""
    for estimate in estimates:
        assert_shape(estimate, exact.shape, what="gradient")
        assert_finite(estimate, what="gradient")
    before, after = (np.linalg.norm(estimate - exact) for estimate in estimates)
    return float(before / after) if after > 0 else 0.0


def one_entry_off(gradient):
    """The gradient, but for one entry that is 1 % too large."""

    def wrong(x):
        found = gradient(x)
        found[1, 2] *= 1.01
        return found

    return wrong


def flat(_):
    return 7.0


def assert_verdicts(student, points, expected):
    """All of them together, so that a check which always says the same passes nothing."""
    for verdict, wanted in zip(student.gradients.gradient_check.map(points), expected, strict=True):
        is_bool = isinstance(verdict, (bool, np.bool_))
        assert_that(is_bool, "returns True or False", what="gradient_check", yours=verdict)
        statement = "a right gradient is accepted" if wanted else "a wrong gradient is refused"
        assert_that(bool(verdict) == wanted, statement, what="gradient_check", yours=verdict)
