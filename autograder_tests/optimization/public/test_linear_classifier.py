import numpy as np
import pytest

from grader.testing import assert_close, assert_that, unpack

pytestmark = pytest.mark.visibility("visible")

# The lecture's scores: a cat, a car and a frog. With W the identity, X @ W are the scores themselves.
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
Y = np.array([0, 1, 2])


@pytest.mark.points(1, task="LinearClassifier")
def test_predictions_of_the_lecture(student):
    """All three images of the lecture are taken for cars, which is right for one of them."""
    classifier = student.linear_classifier.LinearClassifier()
    classifier.W = np.eye(3)
    assert_close(classifier.predict(SCORES), [1, 1, 1], what="predictions")
    assert_close(classifier.accuracy(SCORES, Y), 1 / 3, what="accuracy")


@pytest.mark.points(1, task="LinearClassifier")
def test_training_brings_the_loss_down(student, rng):
    """On two clouds of points the loss falls below a half of what it was."""
    y = np.arange(40) % 2
    X = np.hstack([rng.standard_normal((40, 3)) / 2 + 2 * y[:, np.newaxis], np.ones((40, 1))])
    classifier = student.linear_classifier.Softmax()
    history = classifier.train(X, y, learning_rate=0.3, reg=0.0, num_iters=100, batch_size=10, rng=0)
    assert_that(len(history) == 100, "the history has an entry for each step", what="history")
    ends = np.mean(history[:5]), np.mean(history[-5:])
    assert_that(ends[1] < ends[0] / 2, "the loss falls by half", what="history", yours=float(ends[1]))


@pytest.mark.points(1, task="LinearSVM")
def test_hinge_loss_of_the_lecture(student):
    """The three images of the lecture have a mean hinge loss of 5.2667."""
    classifier = student.linear_classifier.LinearSVM()
    classifier.W = np.eye(3)
    loss, _ = unpack(classifier.loss(SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, 15.8 / 3, what="loss")


@pytest.mark.points(1, task="Softmax")
def test_softmax_loss_of_the_lecture(student):
    """The three images of the lecture have a mean softmax loss of 2.7587."""
    classifier = student.linear_classifier.Softmax()
    classifier.W = np.eye(3)
    loss, _ = unpack(classifier.loss(SCORES, Y, 0.0), "loss", "dW")
    assert_close(loss, 2.758655, what="loss", atol=1e-6)


@pytest.mark.points(1, task="class_templates")
def test_template_of_four_pixels(student):
    """The weights -1, 0, 1 and 3 become grey values 0, 63.75, 127.5 and 255."""
    W = np.array([[-1.0], [0.0], [1.0], [3.0]])
    pictures = student.linear_classifier.class_templates(W, (2, 2))
    assert_close(pictures, [[[0.0, 63.75], [127.5, 255.0]]], what="templates")
