import numpy as np
import pytest

from grader.testing import assert_close, assert_gradient_of_own_loss, unpack

pytestmark = pytest.mark.visibility("visible")

# The lecture's scores: a cat, a car and a frog. With W the identity, X @ W are the scores themselves.
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])
IDENTITY = np.eye(3)


@pytest.mark.points(2, task="hinge_loss")
def test_hinge_loss_of_the_lecture(student):
    """The cat, the car and the frog of the lecture have losses 2.9, 0 and 12.9."""
    losses = student.linear_svm.hinge_loss(SCORES, Y)
    assert_close(losses, [2.9, 0.0, 12.9], what="losses")


@pytest.mark.points(2, task="svm_loss_naive")
def test_naive_loss_of_the_lecture(student):
    """With loops, the three images of the lecture have a mean loss of 5.2667."""
    loss, _ = unpack(student.linear_svm.svm_loss_naive(IDENTITY, SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, 15.8 / 3, what="loss")


@pytest.mark.points(1, task="svm_loss_naive")
def test_naive_gradient_of_own_loss(student, rng):
    """With loops, the gradient is the derivative of your own loss for a batch of the usual size."""
    problem = batch(rng)
    points = [(*problem, 0.0), (*problem, 0.3)]
    assert_gradient_of_own_loss(student.linear_svm.svm_loss_naive, points, rng, convex=True)


@pytest.mark.points(2, task="svm_loss_vectorized")
def test_vectorized_loss_of_the_lecture(student):
    """Without loops, the three images of the lecture have a mean loss of 5.2667."""
    loss, _ = unpack(student.linear_svm.svm_loss_vectorized(IDENTITY, SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, 15.8 / 3, what="loss")


@pytest.mark.points(3, task="svm_loss_vectorized")
def test_vectorized_gradient_of_own_loss(student, rng):
    """The gradient is the derivative of your own loss, with regularisation."""
    W, X = rng.standard_normal((4, 3)), rng.standard_normal((5, 4))
    y = np.array([0, 2, 1, 1, 0])
    assert_gradient_of_own_loss(student.linear_svm.svm_loss_vectorized, [(W, X, y, 0.2)], rng, convex=True)


@pytest.mark.points(2, task="squared_hinge_loss")
def test_squared_hinge_loss_of_the_lecture(student):
    """The three images of the lecture have squared hinge losses 8.41, 0 and 83.25."""
    loss, _ = unpack(student.linear_svm.squared_hinge_loss(IDENTITY, SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, (8.41 + 0.0 + 83.25) / 3, what="loss")


@pytest.mark.points(1, task="squared_hinge_loss")
def test_squared_hinge_gradient_of_own_loss(student, rng):
    """The gradient of the squared hinge loss is the derivative of your own loss."""
    problem = batch(rng)
    points = [(*problem, 0.0), (*problem, 0.3)]
    assert_gradient_of_own_loss(student.linear_svm.squared_hinge_loss, points, rng, convex=True)


def batch(rng):
    """A (W, X, y) of the size of a minibatch: 32 images, 20 pixels, 10 classes."""
    return rng.standard_normal((20, 10)), rng.standard_normal((32, 20)), rng.integers(10, size=32)
