import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_shape


@pytest.mark.points(5, task="nearest_template")
def test_nearest_template(student, reference, rng):
    """Each image gets the class whose column of W is nearest to it."""
    points = [(rng.standard_normal((n, 4)), rng.standard_normal((4, 6))) for n in (20, 5)]
    labels = student.templates.nearest_template.map(points)
    assert_each_close(labels, reference.templates.nearest_template.map(points), what="labels")


@pytest.mark.points(3, task="nearest_template")
def test_long_templates_have_no_advantage(student):
    """A template that points the same way, but is ten times as long, is far away."""
    W = np.array([[1.0, 10.0, 0.0], [1.0, 10.0, -2.0]])
    X = np.array([[1.2, 0.9], [9.0, 11.0], [2.0, -2.0], [6.0, 6.0]])
    assert_close(student.templates.nearest_template(X, W), [0, 1, 2, 1], what="labels")


@pytest.mark.points(3, task="nearest_template")
def test_templates_are_nearest_to_themselves(student, rng):
    """An image that is a template belongs to its class, however long it is and far from the origin."""
    W = rng.standard_normal((7, 5)) * [0.1, 1.0, 3.0, 10.0, 0.5] + 2.0
    assert_close(student.templates.nearest_template(W.T, W), np.arange(5), what="labels")


@pytest.mark.points(4, task="two_layer_templates")
def test_parts_of_templates(student, reference, rng):
    """Each class and hidden unit have a part of their own, with one entry for each pixel."""
    W1, W2 = rng.standard_normal((5, 4)), rng.standard_normal((4, 3))
    parts = student.templates.two_layer_templates(W1, W2)
    assert_close(parts, reference.templates.two_layer_templates(W1, W2), what="parts")


@pytest.mark.points(2, task="two_layer_templates")
def test_sum_of_parts(student, rng):
    """While all hidden units are active, the network is the linear classifier with the summed parts."""
    W1, W2 = rng.standard_normal((6, 2)), rng.standard_normal((2, 5))
    parts = student.templates.two_layer_templates(W1, W2)
    assert_shape(parts, (5, 2, 6), what="parts")
    assert_close(np.sum(parts, axis=1).T, W1 @ W2, what="sum of the parts")


@pytest.mark.points(2, task="two_layer_templates")
def test_scores_from_parts(student, rng):
    """An image's scores are the inner products with the parts of the units that are active for it."""
    W1, W2, x = rng.standard_normal((6, 8)), rng.standard_normal((8, 3)), rng.standard_normal(6)
    parts = student.templates.two_layer_templates(W1, W2)
    assert_shape(parts, (3, 8, 6), what="parts")
    active = x @ W1 > 0
    scores = (np.asarray(parts)[:, active] @ x).sum(axis=1)
    assert_close(scores, np.maximum(0, x @ W1) @ W2, what="scores from the parts")
