import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_unchanged, unpack


@pytest.fixture(scope="session")
def boxes():
    """Makes boxes (N, 4) of many shapes, none of them at the origin."""

    def make(rng, count):
        corners = rng.uniform(2.0, 5.0, size=(count, 2))
        return np.hstack([corners, corners + rng.uniform(1.0, 5.0, size=(count, 2))])

    return make


@pytest.mark.points(3, task="smooth_l1")
def test_smooth_l1_loss(student, reference, rng):
    """The loss is right for other numbers, on both sides of beta = 1."""
    points = [(around(rng, 1.0),)]
    assert_losses(student, reference, points)


@pytest.mark.points(3, task="smooth_l1")
def test_smooth_l1_loss_for_other_beta(student, reference, rng):
    """The loss is right for a beta below 1 and one above."""
    assert_losses(student, reference, [(around(rng, beta), beta) for beta in (0.3, 2.5)])


@pytest.mark.points(3, task="smooth_l1")
def test_smooth_l1_gradient_for_other_beta(student, reference, rng):
    """The gradient is right for a beta below 1 and one above."""
    points = [(around(rng, beta), beta) for beta in (0.3, 2.5)]
    gradients = student.losses.smooth_l1.map(points, pick=1)
    assert_each_close(gradients, reference.losses.smooth_l1.map(points, pick=1), what="gradient")


@pytest.mark.points(1, task="smooth_l1")
def test_smooth_l1_leaves_x_alone(student, reference, rng):
    """Losses for a table of numbers are right, and x is the same after the call as before."""
    x = np.stack([around(rng, 1.0), around(rng, 1.0)])
    result, after = student.losses.smooth_l1.with_args(x)
    assert_unchanged(x, after[0], what="smooth_l1", argument="x")
    loss, _ = unpack(result, "loss", "gradient")
    assert_close(loss, reference.losses.smooth_l1(x)[0], what="loss")


@pytest.mark.points(5, task="class_confidence")
def test_class_confidence_of_many_boxes(student, reference, rng):
    """Each box has its own confidence, for any numbers of boxes and classes."""
    points = [confidences(rng, 4, 3), confidences(rng, 3, 5), confidences(rng, 3, 3)]
    found = student.losses.class_confidence.map(points)
    assert_each_close(found, reference.losses.class_confidence.map(points), what="class confidence")


@pytest.mark.points(4, task="encode_boxes")
def test_shifts(student, reference, boxes, rng):
    """The shifts from centre to centre are right, in parts of the anchor's width and height."""
    point = boxes(rng, 5), boxes(rng, 5)
    offsets = columns(student.losses.encode_boxes(*point), 0)
    assert_close(offsets, reference.losses.encode_boxes(*point)[:, :2], what="shifts")


@pytest.mark.points(3, task="encode_boxes")
def test_stretches(student, reference, boxes, rng):
    """The logarithms of width over width and height over height are right."""
    point = boxes(rng, 5), boxes(rng, 5)
    offsets = columns(student.losses.encode_boxes(*point), 2)
    assert_close(offsets, reference.losses.encode_boxes(*point)[:, 2:], what="stretches")


@pytest.mark.points(3, task="decode_boxes")
def test_decode(student, reference, boxes, rng):
    """The boxes for given offsets and anchors are right."""
    point = 0.5 * rng.standard_normal((5, 4)), boxes(rng, 5)
    assert_close(student.losses.decode_boxes(*point), reference.losses.decode_boxes(*point), what="boxes")


@pytest.mark.points(2, task="decode_boxes")
def test_decode_undoes_encode(student, reference, boxes, rng):
    """Boxes that were encoded come back as they were."""
    before, anchors = boxes(rng, 6), boxes(rng, 6)
    offsets = reference.losses.encode_boxes(before, anchors)
    assert_close(student.losses.decode_boxes(offsets, anchors), before, what="boxes")


@pytest.mark.points(2, task="decode_boxes")
def test_decode_leaves_arguments_alone(student, reference, boxes, rng):
    """The boxes are right, and offsets and anchors are the same after the call as before."""
    before = 0.5 * rng.standard_normal((4, 4)), boxes(rng, 4)
    found, after = student.losses.decode_boxes.with_args(*before)
    for name, was, became in zip(("offsets", "anchors"), before, after, strict=True):
        assert_unchanged(was, became, what="decode_boxes", argument=name)
    assert_close(found, reference.losses.decode_boxes(*before), what="boxes")


def around(rng, beta):
    """Numbers of both signs, some within beta and some beyond, none of them near beta or 0."""
    shares = np.array([0.2, 0.5, 0.8, 1.3, 2.0, 3.0, -0.3, -0.7, -1.4, -2.5]) + 0.1 * rng.random(10)
    return beta * rng.permutation(shares)


def confidences(rng, boxes, classes):
    """The confidence of each box, and its probabilities of the classes."""
    weights = rng.random((boxes, classes))
    return rng.random(boxes), weights / weights.sum(axis=1, keepdims=True)


def columns(offsets, first):
    """Two columns of offsets; what is no table of four columns is left for the check to judge."""
    is_table = isinstance(offsets, np.ndarray) and offsets.ndim == 2 and offsets.shape[1] == 4
    return offsets[:, first : first + 2] if is_table else offsets


def assert_losses(student, reference, points):
    losses = student.losses.smooth_l1.map(points, pick=0)
    assert_each_close(losses, reference.losses.smooth_l1.map(points, pick=0), what="loss")
