import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_finite,
    assert_shape,
    assert_that,
    assert_unchanged,
    unpack,
)


@pytest.mark.points(2, task="l2")
def test_l2(student, reference, rng):
    """L2 penalty and gradient are right."""
    assert_penalty(student.regularization.l2, reference.regularization.l2, weights(rng), 0.3)


@pytest.mark.points(2, task="l1")
def test_l1(student, reference, rng):
    """L1 penalty and gradient are right, for weights of both signs; at 0 any slope between will do."""
    W = weights(rng)
    assert_penalty(student.regularization.l1, reference.regularization.l1, W, 0.3)
    W[2, 1] = 0.0
    _, gradient = unpack(student.regularization.l1(W, 0.3), "penalty", "gradient")
    assert_shape(gradient, W.shape, what="gradient")
    assert_finite(gradient, what="gradient")
    assert_that(
        abs(gradient[2, 1]) <= 0.3, "where W is 0, the slope is between -lam and lam", what="gradient"
    )


@pytest.mark.points(3, task="elastic_net")
def test_elastic_net(student, reference, rng):
    """Elastic net penalty and gradient are right, and lam and beta each have their place."""
    theirs, ours = student.regularization.elastic_net, reference.regularization.elastic_net
    assert_penalty(theirs, ours, weights(rng), 0.3, 0.8)


@pytest.mark.points(2, task="max_norm")
def test_max_norm(student, reference, rng):
    """Columns that are too long are shortened, the others stay as they are."""
    W = weights(rng)
    just_short = W * 1.3 / np.linalg.norm(W[:, 0])  # between the root of c and c
    points = [(W, 1.5), (W, 0.5), (W, 100.0), (just_short, 1.5)]
    projected = student.regularization.max_norm.map(points)
    assert_each_close(projected, reference.regularization.max_norm.map(points), what="projected")


@pytest.mark.points(1, task="max_norm")
def test_max_norm_of_a_zero_column(student, reference, rng):
    """A column of zeros is no trouble, and W is the same after the call as before."""
    W = weights(rng)
    W[:, 1] = 0.0
    projected, after = student.regularization.max_norm.with_args(W, 1.5)
    assert_unchanged(W, after[0], what="max_norm", argument="W")
    assert_close(projected, reference.regularization.max_norm(W, 1.5), what="projected")


def weights(rng):
    """Columns of norm 0.3, 1, 2 and 4. No entry is near 0, where L1 has no gradient."""
    size = rng.uniform(0.1, 2.0, size=(5, 4))
    sign = rng.permutation([1.0] * 10 + [-1.0] * 10).reshape(5, 4)
    return sign * size * [0.3, 1.0, 2.0, 4.0] / np.linalg.norm(size, axis=0)


def assert_penalty(theirs, ours, *args):
    penalty, gradient = unpack(theirs(*args), "penalty", "gradient")
    expected_penalty, expected_gradient = ours(*args)
    assert_close(penalty, expected_penalty, what="penalty", rtol=1e-9)
    assert_close(gradient, expected_gradient, what="gradient")
