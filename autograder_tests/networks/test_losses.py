import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_gradient_of_own_loss,
    assert_unchanged,
    unpack,
)

# Scores beyond exp's range, each row in a place of its own.
FAR_APART = np.array(
    [[1000.0, 999.0, 998.0, 997.0], [-1000.0, -999.0, -1001.0, -998.0], [2.0, 0.0, 1.0, -1.0]]
)
# The first sample's true class, 0, has a probability that float64 rounds to 0.
HOPELESS = np.array([[0.0, 900.0, 30.0, -5.0], [3.0, 1.0, -2.0, 0.5], [-1.0, 2.0, 0.0, 1.0]])
TRUTH = np.array([0, 1, 0])


@pytest.mark.points(2, task="svm_loss")
def test_svm_loss(student, reference, scores, rng):
    """The loss is right for scores of order one, of order ten, and for tiny ones."""
    points = [scores(rng, scale) for scale in (1.0, 10.0, 1e-5)]
    losses = student.layers.svm_loss.map(points, pick=0)
    assert_each_close(losses, reference.layers.svm_loss.map(points, pick=0), what="loss", rtol=1e-9)


@pytest.mark.points(2, task="svm_loss")
def test_svm_gradient(student, reference, scores, rng):
    """The gradient is right where some margins are satisfied and some are not."""
    points = [scores(rng), scores(rng, 3.0)]
    gradients = student.layers.svm_loss.map(points, pick=1)
    assert_each_close(gradients, reference.layers.svm_loss.map(points, pick=1), what="dx")


@pytest.mark.points(1, task="svm_loss")
def test_svm_gradient_of_own_loss(student, scores, rng):
    """The gradient is the derivative of your own loss."""
    points = [scores(rng), scores(rng, 3.0)]
    assert_gradient_of_own_loss(student.layers.svm_loss, points, rng, what="dx", convex=True)


@pytest.mark.points(1, task="svm_loss")
def test_svm_loss_leaves_arguments_alone(student, reference, scores, rng):
    """The loss is right, and the scores and y are the same after the call as before."""
    assert_left_alone(student.layers.svm_loss, reference.layers.svm_loss, scores(rng), "svm_loss")


@pytest.mark.points(1, task="softmax_loss")
def test_softmax_loss(student, reference, scores, rng):
    """The loss is right for scores of order one, of order ten, and for tiny ones."""
    points = [scores(rng, scale) for scale in (1.0, 10.0, 1e-5)]
    losses = student.layers.softmax_loss.map(points, pick=0)
    assert_each_close(losses, reference.layers.softmax_loss.map(points, pick=0), what="loss", rtol=1e-9)


@pytest.mark.points(2, task="softmax_loss")
def test_softmax_gradient(student, reference, scores, rng):
    """The gradient is right for scores of order one and of order three."""
    points = [scores(rng), scores(rng, 3.0)]
    gradients = student.layers.softmax_loss.map(points, pick=1)
    assert_each_close(gradients, reference.layers.softmax_loss.map(points, pick=1), what="dx")


@pytest.mark.points(1, task="softmax_loss")
def test_softmax_loss_of_large_scores(student, reference):
    """Loss and gradient are right for scores beyond the range of exp."""
    assert_right_at(FAR_APART, student.layers.softmax_loss, reference.layers.softmax_loss)


@pytest.mark.points(1, task="softmax_loss")
def test_softmax_loss_of_a_hopeless_sample(student, reference):
    """Loss and gradient are right where the true class has next to no probability."""
    assert_right_at(HOPELESS, student.layers.softmax_loss, reference.layers.softmax_loss)


@pytest.mark.points(1, task="softmax_loss")
def test_softmax_loss_leaves_arguments_alone(student, reference, scores, rng):
    """The loss is right, and the scores and y are the same after the call as before."""
    assert_left_alone(student.layers.softmax_loss, reference.layers.softmax_loss, scores(rng), "softmax_loss")


def assert_left_alone(theirs, ours, before, name):
    result, after = theirs.with_args(*before)
    for argument, was, became in zip("xy", before, after, strict=True):
        assert_unchanged(was, became, what=name, argument=argument)
    assert_close(unpack(result, "loss", "dx")[0], ours(*before)[0], what="loss")


def assert_right_at(scores, theirs, ours):
    loss, dx = unpack(theirs(scores, TRUTH), "loss", "dx")
    expected_loss, expected_dx = ours(scores, TRUTH)
    assert_close(loss, expected_loss, what="loss")
    assert_close(dx, expected_dx, what="dx")
