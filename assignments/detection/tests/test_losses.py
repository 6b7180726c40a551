import numpy as np
import pytest

from grader.testing import assert_close, unpack

pytestmark = pytest.mark.visibility("visible")

X = np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0])
ANCHORS = np.array([[0.0, 0.0, 4.0, 2.0]])


@pytest.mark.points(3, task="smooth_l1")
def test_smooth_l1_of_the_lecture(student):
    """With beta = 1, the losses from -2 to 2 are 1.5, 0.5, 0.125, 0, 0.125, 0.5 and 1.5."""
    loss, _ = unpack(student.losses.smooth_l1(X), "loss", "gradient")
    assert_close(loss, [1.5, 0.5, 0.125, 0.0, 0.125, 0.5, 1.5], what="loss")


@pytest.mark.points(3, task="smooth_l1")
def test_smooth_l1_gradient_of_the_lecture(student):
    """With beta = 1, the gradients from -2 to 2 are -1, -1, -0.5, 0, 0.5, 1 and 1."""
    _, gradient = unpack(student.losses.smooth_l1(X), "loss", "gradient")
    assert_close(gradient, [-1.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.0], what="gradient")


@pytest.mark.points(2, task="smooth_l1")
def test_smooth_l1_gradient_of_own_loss(student, rng):
    """The gradient is the derivative of your own loss, with beta = 2."""
    x, h = rng.permutation([-3.1, -1.2, 0.4, 1.7, 2.6]), 1e-6
    _, gradient = unpack(student.losses.smooth_l1(x, 2.0), "loss", "gradient")
    ahead, behind = student.losses.smooth_l1.map([(x + h, 2.0), (x - h, 2.0)], pick=0)
    assert_close(gradient, (np.asarray(ahead) - np.asarray(behind)) / (2 * h), what="gradient", rtol=1e-6)


@pytest.mark.points(3, task="class_confidence")
def test_class_confidence(student):
    """A box of confidence 0.5 that is a dog with 0.8 and a cat with 0.2 is a dog with 0.4, a cat with 0.1."""
    found = student.losses.class_confidence(np.array([0.5]), np.array([[0.8, 0.2]]))
    assert_close(found, [[0.4, 0.1]], what="class confidence")


@pytest.mark.points(3, task="encode_boxes")
def test_encode_the_anchor_itself(student):
    """A box that is its anchor has offsets 0; one that is moved by half the anchor's width has tx = 0.5."""
    boxes = np.vstack([ANCHORS, ANCHORS + np.array([2.0, 0.0, 2.0, 0.0])])
    offsets = student.losses.encode_boxes(boxes, np.vstack([ANCHORS, ANCHORS]))
    assert_close(offsets, [[0.0, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0]], what="offsets")


@pytest.mark.points(3, task="decode_boxes")
def test_decode_no_offset(student):
    """Offsets 0 give the anchor; a box with th = log 2 is twice as high, around the same centre."""
    offsets = np.array([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, np.log(2.0)]])
    boxes = student.losses.decode_boxes(offsets, np.vstack([ANCHORS, ANCHORS]))
    assert_close(boxes, [[0.0, 0.0, 4.0, 2.0], [0.0, -1.0, 4.0, 3.0]], what="boxes")
