import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_gradient_of_own_loss,
    assert_loss_and_gradient,
    assert_raises,
    assert_unchanged,
    unpack,
)

SIZES = {"N": 6, "D": 5, "C": 4}
# Scores beyond exp's range, each row in a place of its own.
FAR_APART = np.array(
    [[1000.0, 999.0, 998.0, 997.0], [-1000.0, -999.0, -1001.0, -998.0], [720.0, 0.0, 1.0, -1.0]]
)
# The first image's true class, 0, has a probability that float64 rounds to 0.
HOPELESS = np.array([[0.0, 900.0, 30.0, -5.0], [3.0, 1.0, -2.0, 0.5], [-1.0, 2.0, 0.0, 1.0]])


@pytest.mark.points(3, task="softmax")
def test_softmax(student, reference, problem, rng):
    """Each row holds the probabilities of one image, however large the scores."""
    W, X, _ = problem(rng)
    points = [(X @ W,), (FAR_APART,), (HOPELESS,)]
    probabilities = student.softmax.softmax.map(points)
    assert_each_close(probabilities, reference.softmax.softmax.map(points), what="p")


@pytest.mark.points(1, task="softmax")
def test_softmax_leaves_scores_alone(student, reference, problem, rng):
    """The probabilities are right, and the scores are the same after the call as before."""
    W, X, _ = problem(rng)
    scores = X @ W
    p, after = student.softmax.softmax.with_args(scores)
    assert_unchanged(scores, after[0], what="softmax", argument="scores")
    assert_close(p, reference.softmax.softmax(scores), what="p")


@pytest.mark.points(2, task="softmax_loss_naive")
def test_naive_data_loss(student, reference, problem, rng):
    """With loops, the loss is right without regularisation."""
    assert_losses(student.softmax.softmax_loss_naive, reference.softmax.softmax_loss_naive, problem, rng)


@pytest.mark.points(1, task="softmax_loss_naive")
def test_naive_data_gradient(student, reference, problem, rng):
    """With loops, the gradient is right without regularisation."""
    assert_gradients(student.softmax.softmax_loss_naive, reference.softmax.softmax_loss_naive, problem, rng)


@pytest.mark.points(1, task="softmax_loss_naive")
def test_naive_with_regularization(student, reference, problem, rng):
    """With loops, loss and gradient are right with regularisation."""
    theirs, ours = student.softmax.softmax_loss_naive, reference.softmax.softmax_loss_naive
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="softmax_loss_naive")
def test_naive_large_scores(student, reference):
    """With loops, loss and gradient are right for scores beyond the range of exp."""
    assert_right_at(FAR_APART, student.softmax.softmax_loss_naive, reference.softmax.softmax_loss_naive)


@pytest.mark.points(2, task="softmax_loss_vectorized")
def test_vectorized_data_loss(student, reference, problem, rng):
    """Without loops, the loss is right without regularisation."""
    ours = reference.softmax.softmax_loss_vectorized
    assert_losses(student.softmax.softmax_loss_vectorized, ours, problem, rng)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_data_gradient(student, reference, problem, rng):
    """Without loops, the gradient is right without regularisation."""
    ours = reference.softmax.softmax_loss_vectorized
    assert_gradients(student.softmax.softmax_loss_vectorized, ours, problem, rng)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_regularized_loss(student, reference, problem, rng):
    """Without loops, the loss is right with regularisation, also when each image is there twice."""
    W, X, y = problem(rng)
    points = [(W, X, y, 0.7), (W, np.vstack([X, X]), np.hstack([y, y]), 0.7)]
    losses = student.softmax.softmax_loss_vectorized.map(points, pick=0)
    once, _ = reference.softmax.softmax_loss_vectorized(*points[0])
    assert_each_close(losses, [once, once], what="loss", rtol=1e-9)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_with_regularization(student, reference, problem, rng):
    """Without loops, loss and gradient are right with regularisation."""
    theirs, ours = student.softmax.softmax_loss_vectorized, reference.softmax.softmax_loss_vectorized
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_large_scores(student, reference):
    """Without loops, loss and gradient are right for scores beyond the range of exp."""
    ours = reference.softmax.softmax_loss_vectorized
    assert_right_at(FAR_APART, student.softmax.softmax_loss_vectorized, ours)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_hopeless_image(student, reference):
    """Without loops, loss and gradient are right where the true class has next to no probability."""
    ours = reference.softmax.softmax_loss_vectorized
    assert_right_at(HOPELESS, student.softmax.softmax_loss_vectorized, ours)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_gradient_of_own_loss(student, batch, rng):
    """Without loops, the gradient is the derivative of your own loss for a batch of the usual size."""
    problem = batch(rng)
    points = [(*problem, 0.0), (*problem, 0.3)]
    assert_gradient_of_own_loss(student.softmax.softmax_loss_vectorized, points, rng, convex=True)


@pytest.mark.points(1, task="softmax_loss_vectorized")
def test_vectorized_leaves_arguments_alone(student, reference, problem, rng):
    """The loss is right, and W, X and y are the same after the call as before."""
    before = (*problem(rng), 0.0)
    result, after = student.softmax.softmax_loss_vectorized.with_args(*before)
    for name, was, became in zip("WXy", before, after, strict=False):
        assert_unchanged(was, became, what="softmax_loss_vectorized", argument=name)
    loss, _ = unpack(result, "loss", "dW")
    assert_close(loss, reference.softmax.softmax_loss_vectorized(*before)[0], what="loss")


@pytest.mark.points(1, task="expected_initial_loss")
def test_expected_initial_loss(student, reference):
    """The expected loss is right for each kind, and for any number of classes."""
    points = [(kind, C) for kind in ("svm", "squared_hinge", "softmax") for C in (3, 10)]
    losses = student.softmax.expected_initial_loss.map(points)
    assert_each_close(losses, reference.softmax.expected_initial_loss.map(points), what="loss")


@pytest.mark.points(1, task="expected_initial_loss")
def test_expected_initial_loss_of_an_unknown_kind(student):
    """A kind of loss that does not exist raises ValueError."""
    assert_raises(ValueError, student.softmax.expected_initial_loss, "perceptron", 10)


def assert_losses(theirs, ours, problem, rng):
    """At weights of order one and ten, and at tiny ones, where the loss is known."""
    points = [(*problem(rng, scale), 0.0) for scale in (1.0, 10.0, 1e-5)]
    assert_each_close(theirs.map(points, pick=0), ours.map(points, pick=0), what="loss", rtol=1e-9)


def assert_gradients(theirs, ours, problem, rng):
    """Far from W = 0, and for a batch without the last class."""
    points = [(*problem(rng), 0.0), (*problem(rng, last_class=1), 0.0)]
    assert_each_close(theirs.map(points, pick=1), ours.map(points, pick=1), what="dW")


def assert_right_at(scores, theirs, ours):
    """Loss and gradient where X @ W is `scores`; the pixel that no class looks at keeps D apart from C."""
    W = np.vstack([np.eye(4), np.zeros(4)])
    X = np.hstack([scores, np.ones((len(scores), 1))])
    y = np.array([0, 1, 0])
    loss, dW = unpack(theirs(W, X, y, 0.0), "loss", "dW")
    expected_loss, expected_dW = ours(W, X, y, 0.0)
    assert_close(loss, expected_loss, what="loss")
    assert_close(dW, expected_dW, what="dW")
