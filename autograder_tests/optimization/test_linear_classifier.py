import numpy as np
import pytest

from grader.testing import (
    assert_close,
    assert_each_close,
    assert_gradient_of_own_loss,
    assert_loss_and_gradient,
    assert_shape,
    assert_that,
)

SIZES = {"N": 6, "D": 5, "C": 4}


@pytest.mark.points(1, task="LinearClassifier")
def test_predict(student, problem, rng):
    """The prediction is the index of the highest score in each image's row."""
    W, X, _ = problem(rng)
    classifier = with_weights(student.linear_classifier.LinearClassifier(), W)
    scores = [[sum(x * w) for w in W.T] for x in X]
    assert_close(classifier.predict(X), [row.index(max(row)) for row in scores], what="predictions")


@pytest.mark.points(1, task="LinearClassifier")
def test_accuracy(student, rng):
    """The accuracy is the share of right predictions."""
    classifier = with_weights(student.linear_classifier.LinearClassifier(), np.eye(5))
    X = np.eye(5)[rng.integers(5, size=12)]
    y = X.argmax(axis=1)
    wrong = y.copy()
    wrong[:3] = (wrong[:3] + 1) % 5
    assert_each_close(
        [classifier.accuracy(X, y), classifier.accuracy(X, wrong)], [1.0, 0.75], what="accuracy"
    )


@pytest.mark.points(2, task="LinearClassifier")
def test_steps_of_training(student, reference, rng):
    """From given weights, each step goes down the gradient of the loss with regularisation."""
    # All samples are the same, so that it does not matter which of them a batch holds.
    X, y = np.tile(rng.standard_normal(5), (10, 1)), np.full(10, 2)
    W = rng.standard_normal((5, 4))

    def trained(module):
        classifier = with_weights(module.Softmax(), W)
        history = classifier.train(X, y, learning_rate=0.3, reg=0.2, num_iters=7, batch_size=4, rng=1)
        return history, classifier.W

    history, after = trained(student.linear_classifier)
    expected_history, expected_after = trained(reference.linear_classifier)
    assert_length(history, 7)
    assert_each_close(list(history), expected_history, what="history")
    assert_close(after, expected_after, what="W")


@pytest.mark.points(1, task="LinearClassifier")
def test_training_starts_at_small_weights(student, rng):
    """Training begins at small random weights, a column for each class up to the largest label."""
    X, y = rng.standard_normal((6, 5)), np.array([0, 1, 3, 3, 1, 0])  # no image of class 2
    classifier = student.linear_classifier.Softmax()
    history = classifier.train(X, y, learning_rate=1e-9, reg=0.0, num_iters=1, batch_size=6, rng=1)
    assert_shape(classifier.W, (5, 4), what="W")
    assert_that(0 < np.abs(classifier.W).max() < 0.1, "the first weights are small, and not zero", what="W")
    assert_close(history[0], np.log(4), what="loss", rtol=0.1)


@pytest.mark.points(1, task="LinearClassifier")
def test_batches_of_training(student, rng):
    """A step sees no more samples than a batch has, and training sees all of them."""
    # Each sample has a pixel of its own: the weights of its pixel tell whether it was seen.
    X, y = np.eye(12), rng.integers(3, size=12)
    seen = {}
    for num_iters in (1, 80):
        classifier = with_weights(student.linear_classifier.Softmax(), np.zeros((12, 3)))
        classifier.train(X, y, learning_rate=0.1, reg=0.0, num_iters=num_iters, batch_size=4, rng=3)
        assert_shape(classifier.W, (12, 3), what="W")
        seen[num_iters] = int(np.any(classifier.W != 0, axis=1).sum())
    assert_that(1 <= seen[1] <= 4, "one step sees one batch", what="train", yours=seen[1])
    assert_that(seen[80] == 12, "every sample is seen at some time", what="train", yours=seen[80])


@pytest.mark.points(1, task="LinearClassifier")
def test_training_learns(student, rng):
    """Classes that lie apart are told apart after training."""
    y = rng.integers(3, size=90)
    X = np.hstack([4 * np.eye(3)[y] + rng.standard_normal((90, 3)) / 2, np.ones((90, 1))])
    classifier = student.linear_classifier.Softmax()
    classifier.train(X, y, learning_rate=0.3, reg=1e-4, num_iters=150, batch_size=20, rng=4)
    accuracy = float(np.mean(np.argmax(X @ classifier.W, axis=1) == y))
    assert_that(
        accuracy > 0.95, "the accuracy on the training set is above 0.95", what="train", yours=accuracy
    )


@pytest.mark.points(1, task="LinearClassifier")
def test_training_draws_from_rng(student, rng):
    """The same seed gives the same history, another seed gives another."""
    X, y = rng.standard_normal((30, 5)), rng.integers(4, size=30)
    first, again, other = (
        student.linear_classifier.Softmax().train(
            X, y, learning_rate=0.1, reg=0.0, num_iters=5, batch_size=3, rng=seed
        )
        for seed in (5, 5, 6)
    )
    assert_length(first, 5)
    assert_that(list(first) == list(again), "the same seed gives the same history", what="history")
    assert_that(list(first) != list(other), "another seed gives another history", what="history")


@pytest.mark.points(1, task="LinearSVM")
def test_svm_without_regularization(student, reference, problem, rng):
    """Hinge loss and gradient are right without regularisation."""
    theirs, ours = losses(student, reference, "LinearSVM")
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.0)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="LinearSVM")
def test_svm_with_regularization(student, reference, problem, rng):
    """Hinge loss and gradient are right with regularisation."""
    theirs, ours = losses(student, reference, "LinearSVM")
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, convex=True, sizes=SIZES)


@pytest.mark.points(1, task="LinearSVM")
def test_svm_gradient_of_own_loss(student, problem, rng):
    """The gradient is the derivative of your own hinge loss."""
    own = LossAt(student.linear_classifier.LinearSVM())
    assert_gradient_of_own_loss(own, [(*problem(rng), 0.3)], rng, convex=True)


@pytest.mark.points(1, task="Softmax")
def test_softmax_without_regularization(student, reference, problem, rng):
    """Softmax loss and gradient are right without regularisation, for huge scores too."""
    W, X, y = problem(rng)
    theirs, ours = losses(student, reference, "Softmax")
    assert_loss_and_gradient(theirs, ours, [(W, X, y, 0.0), (1e4 * W, X, y, 0.0)], rng, sizes=SIZES)


@pytest.mark.points(1, task="Softmax")
def test_softmax_with_regularization(student, reference, problem, rng):
    """Softmax loss and gradient are right with regularisation."""
    theirs, ours = losses(student, reference, "Softmax")
    assert_loss_and_gradient(theirs, ours, [(*problem(rng), 0.7)], rng, sizes=SIZES)


@pytest.mark.points(1, task="Softmax")
def test_softmax_gradient_of_own_loss(student, problem, rng):
    """The gradient is the derivative of your own softmax loss."""
    own = LossAt(student.linear_classifier.Softmax())
    assert_gradient_of_own_loss(own, [(*problem(rng), 0.3)], rng)


@pytest.mark.points(2, task="class_templates")
def test_templates(student, reference, rng):
    """Each template has the shape of an image, its own pixels, and the whole range from 0 to 255."""
    W = rng.standard_normal((24, 5)) * [0.1, 1.0, 10.0, 1.0, 1.0] + [0.0, 5.0, 0.0, -5.0, 0.0]
    points = [(W, (3, 2, 4)), (W, (6, 4))]
    pictures = student.linear_classifier.class_templates.map(points)
    assert_each_close(pictures, reference.linear_classifier.class_templates.map(points), what="templates")


@pytest.mark.points(1, task="class_templates")
def test_flat_template(student, reference, rng):
    """A template without any contrast is black, and harms no other."""
    W = rng.standard_normal((6, 3))
    W[:, 1] = 0.5
    expected = reference.linear_classifier.class_templates(W, (2, 3))
    assert_close(student.linear_classifier.class_templates(W, (2, 3)), expected, what="templates")


def with_weights(classifier, W):
    classifier.W = W.copy()
    return classifier


def assert_length(history, steps):
    statement = "the history holds a loss for each step"
    assert_that(len(history) == steps, statement, what="history", yours=len(history))


class LossAt:
    """The loss of a classifier as a function of its weights, which is what the check of gradients takes."""

    def __init__(self, classifier):
        self._classifier = classifier

    def __call__(self, W, X, y, reg):
        self._classifier.W = W
        return self._classifier.loss(X, y, reg)

    def map(self, points, pick=None):
        results = [self(*point) for point in points]
        return results if pick is None else [result[pick] for result in results]


def losses(student, reference, name):
    return [LossAt(getattr(code.linear_classifier, name)()) for code in (student, reference)]
