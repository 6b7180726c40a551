import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_gradient_of_own_loss,
    assert_loss_and_gradient,
    assert_subgradient_of_own_loss,
    assert_unchanged,
    unpack,
)

SIZES = {"N": 6, "D": 5, "C": 4}


@pytest.mark.points(4, task="hinge_loss")
def test_hinge_loss(student, reference, problem, rng):
    """Each image has its own loss, and the margin delta counts."""
    W, X, y = problem(rng)
    points = [(X @ W, y), (X @ W, y, 2.5)]
    losses = student.linear_svm.hinge_loss.map(points)
    assert_each_close(losses, reference.linear_svm.hinge_loss.map(points), what="losses", rtol=1e-9)


@pytest.mark.points(2, task="hinge_loss")
def test_hinge_loss_leaves_scores_alone(student, reference, problem, rng):
    """The losses are right, and the scores are the same after the call as before."""
    W, X, y = problem(rng)
    scores = X @ W
    losses, after = student.linear_svm.hinge_loss.with_args(scores, y)
    assert_unchanged(scores, after[0], what="hinge_loss", argument="scores")
    assert_close(losses, reference.linear_svm.hinge_loss(scores, y), what="losses")


@pytest.mark.points(2, task="svm_loss_naive")
def test_naive_data_loss(student, reference, problem, rng):
    """With loops, the loss is right without regularisation."""
    assert_losses(student.linear_svm.svm_loss_naive, reference.linear_svm.svm_loss_naive, problem, rng)


@pytest.mark.points(1, task="svm_loss_naive")
def test_naive_data_gradient(student, reference, problem, rng):
    """With loops, the gradient is right without regularisation."""
    assert_gradients(student.linear_svm.svm_loss_naive, reference.linear_svm.svm_loss_naive, problem, rng)


@pytest.mark.points(2, task="svm_loss_naive")
def test_naive_with_regularization(student, reference, problem, rng):
    """With loops, loss and gradient are right with regularisation."""
    theirs, ours = student.linear_svm.svm_loss_naive, reference.linear_svm.svm_loss_naive
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="svm_loss_naive")
def test_naive_gradient_on_the_hinge(student, rng):
    """With loops, the gradient is a slope of your own loss where margins are exactly 0."""
    assert_subgradient_of_own_loss(student.linear_svm.svm_loss_naive, [(*on_the_hinge(rng), 0.0)], rng)


@pytest.mark.points(2, task="svm_loss_vectorized")
def test_vectorized_data_loss(student, reference, problem, rng):
    """Without loops, the loss is right without regularisation."""
    ours = reference.linear_svm.svm_loss_vectorized
    assert_losses(student.linear_svm.svm_loss_vectorized, ours, problem, rng)


@pytest.mark.points(2, task="svm_loss_vectorized")
def test_vectorized_data_gradient(student, reference, problem, rng):
    """Without loops, the gradient is right without regularisation."""
    ours = reference.linear_svm.svm_loss_vectorized
    assert_gradients(student.linear_svm.svm_loss_vectorized, ours, problem, rng)


@pytest.mark.points(1, task="svm_loss_vectorized")
def test_vectorized_with_regularization(student, reference, problem, rng):
    """Without loops, loss and gradient are right with regularisation."""
    theirs, ours = student.linear_svm.svm_loss_vectorized, reference.linear_svm.svm_loss_vectorized
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="svm_loss_vectorized")
def test_vectorized_gradient_of_own_loss(student, batch, rng):
    """Without loops, the gradient is the derivative of your own loss for a batch of the usual size."""
    problem = batch(rng)
    points = [(*problem, 0.0), (*problem, 0.3)]
    assert_gradient_of_own_loss(student.linear_svm.svm_loss_vectorized, points, rng, convex=True)


@pytest.mark.points(1, task="svm_loss_vectorized")
def test_vectorized_gradient_on_the_hinge(student, rng):
    """Without loops, the gradient is a slope of your own loss where margins are exactly 0."""
    assert_subgradient_of_own_loss(student.linear_svm.svm_loss_vectorized, [(*on_the_hinge(rng), 0.0)], rng)


@pytest.mark.points(1, task="svm_loss_vectorized")
def test_vectorized_loss_of_a_doubled_batch(student, reference, problem, rng):
    """The loss is the same when each image is there twice."""
    W, X, y = problem(rng)
    points = [(W, X, y, 0.3), (W, np.vstack([X, X]), np.hstack([y, y]), 0.3)]
    losses = student.linear_svm.svm_loss_vectorized.map(points, pick=0)
    once, _ = reference.linear_svm.svm_loss_vectorized(*points[0])
    assert_each_close(losses, [once, once], what="loss", rtol=1e-9)


@pytest.mark.points(1, task="svm_loss_vectorized")
def test_vectorized_leaves_arguments_alone(student, reference, problem, rng):
    """The loss is right, and W, X and y are the same after the call as before."""
    before = (*problem(rng), 0.0)
    result, after = student.linear_svm.svm_loss_vectorized.with_args(*before)
    for name, was, became in zip("WXy", before, after, strict=False):
        assert_unchanged(was, became, what="svm_loss_vectorized", argument=name)
    loss, _ = unpack(result, "loss", "dW")
    assert_close(loss, reference.linear_svm.svm_loss_vectorized(*before)[0], what="loss")


@pytest.mark.points(2, task="squared_hinge_loss")
def test_squared_hinge_data_loss(student, reference, problem, rng):
    """The squared hinge loss is right without regularisation."""
    ours = reference.linear_svm.squared_hinge_loss
    assert_losses(student.linear_svm.squared_hinge_loss, ours, problem, rng)


@pytest.mark.points(2, task="squared_hinge_loss")
def test_squared_hinge_data_gradient(student, reference, problem, rng):
    """The gradient of the squared hinge loss is right without regularisation."""
    ours = reference.linear_svm.squared_hinge_loss
    assert_gradients(student.linear_svm.squared_hinge_loss, ours, problem, rng)


@pytest.mark.points(2, task="squared_hinge_loss")
def test_squared_hinge_with_regularization(student, reference, problem, rng):
    """Squared hinge loss and gradient are right with regularisation."""
    theirs, ours = student.linear_svm.squared_hinge_loss, reference.linear_svm.squared_hinge_loss
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


def assert_losses(theirs, ours, problem, rng):
    """At weights of order one, at tiny ones (where the loss is known), and without the last class."""
    points = [
        (*problem(rng), 0.0),
        (*problem(rng, scale=1e-5), 0.0),
        (*problem(rng, last_class=1), 0.0),
    ]
    assert_each_close(theirs.map(points, pick=0), ours.map(points, pick=0), what="loss", rtol=1e-9)


def assert_gradients(theirs, ours, problem, rng):
    """Far from W = 0, where satisfied margins are told from violated ones, and without the last class."""
    points = [(*problem(rng), 0.0), (*problem(rng, last_class=1), 0.0)]
    assert_each_close(theirs.map(points, pick=1), ours.map(points, pick=1), what="dW")


def on_the_hinge(rng):
    """Scores of 0 to 3 on the first five images: from class 2, one margin is 2, one 0 and one -1."""
    W = rng.permuted(np.tile(np.arange(4.0), (5, 1)), axis=1)
    X = np.vstack([np.eye(5), rng.standard_normal((3, 5))])
    y = np.hstack([(W == 2).argmax(axis=1), rng.integers(4, size=3)])
    return W, X, y
