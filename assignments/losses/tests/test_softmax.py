import numpy as np
import pytest

from grader.testing import assert_close, assert_gradient_of_own_loss, unpack

pytestmark = pytest.mark.visibility("visible")

# The lecture's scores: a cat, a car and a frog. With W the identity, X @ W are the scores themselves.
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])
IDENTITY = np.eye(3)
PROBABILITIES = [
    [0.129983, 0.869050, 0.000968],
    [0.025245, 0.923918, 0.050837],
    [0.424655, 0.573225, 0.002120],
]
MEAN_LOSS = 2.758655


@pytest.mark.points(2, task="softmax")
def test_probabilities_of_the_lecture(student):
    """The cat image of the lecture is a cat with probability 0.13; each image is a row of its own."""
    p = student.softmax.softmax(SCORES)
    assert_close(p, PROBABILITIES, what="p", atol=1e-6)


@pytest.mark.points(2, task="softmax_loss_naive")
def test_naive_loss_of_the_lecture(student):
    """With loops, the three images of the lecture have a mean loss of 2.7587."""
    loss, _ = unpack(student.softmax.softmax_loss_naive(IDENTITY, SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, MEAN_LOSS, what="loss", atol=1e-6)


@pytest.mark.points(1, task="softmax_loss_naive")
def test_naive_gradient_of_own_loss(student, rng):
    """With loops, the gradient is the derivative of your own loss for a batch of the usual size."""
    problem = batch(rng)
    points = [(*problem, 0.0), (*problem, 0.3)]
    assert_gradient_of_own_loss(student.softmax.softmax_loss_naive, points, rng, convex=True)


@pytest.mark.points(2, task="softmax_loss_vectorized")
def test_vectorized_loss_of_the_lecture(student):
    """Without loops, the three images of the lecture have a mean loss of 2.7587."""
    loss, _ = unpack(student.softmax.softmax_loss_vectorized(IDENTITY, SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, MEAN_LOSS, what="loss", atol=1e-6)


@pytest.mark.points(3, task="softmax_loss_vectorized")
def test_vectorized_gradient_of_own_loss(student, rng):
    """The gradient is the derivative of your own loss, with regularisation."""
    W, X = rng.standard_normal((4, 3)), rng.standard_normal((5, 4))
    y = np.array([0, 2, 1, 1, 0])
    assert_gradient_of_own_loss(student.softmax.softmax_loss_vectorized, [(W, X, y, 0.2)], rng, convex=True)


def batch(rng):
    """A (W, X, y) of the size of a minibatch: 32 images, 20 pixels, 10 classes."""
    return rng.standard_normal((20, 10)), rng.standard_normal((32, 20)), rng.integers(10, size=32)
