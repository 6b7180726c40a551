import numpy as np
import pytest

from grader.testing import assert_close, assert_each_close, assert_unchanged

FRAME = np.array([[0.0, 0.0, 4.0, 4.0]])


@pytest.fixture(scope="session")
def boxes():
    """Makes boxes (N, 4) that are neither square nor at the origin; many of them overlap."""

    def make(rng, count):
        corners = rng.uniform(-3.0, 3.0, size=(count, 2))
        return np.hstack([corners, corners + rng.uniform(1.0, 5.0, size=(count, 2))])

    return make


@pytest.fixture(scope="session")
def crowd():
    """Makes (boxes, scores): groups of boxes that overlap within and not between; all scores differ."""

    def make(rng, size=4):
        corners = np.repeat(rng.permutation([[0.0, 0.0], [30.0, 0.0], [0.0, 40.0]]), size, axis=0)
        corners = corners + rng.uniform(0.0, 6.0, size=corners.shape)
        boxes = np.hstack([corners, corners + rng.uniform(8.0, 14.0, size=corners.shape)])
        return boxes, rng.permutation(np.linspace(0.1, 0.9, len(boxes)))

    return make


@pytest.mark.points(5, task="box_area")
def test_areas(student, reference, boxes, rng):
    """Width times height, for boxes of every shape and place."""
    points = [(boxes(rng, 5),), (boxes(rng, 1),)]
    assert_each_close(student.boxes.box_area.map(points), reference.boxes.box_area.map(points), what="area")


@pytest.mark.points(5, task="iou")
def test_iou_of_many_boxes(student, reference, boxes, rng):
    """The IoU of each box with each other one, in a table of M rows and K columns."""
    a = boxes(rng, 5)
    point = a, np.vstack([boxes(rng, 2), a[:1] + 0.5])
    assert_close(student.boxes.iou(*point), reference.boxes.iou(*point), what="IoU", rtol=1e-5)


@pytest.mark.points(3, task="iou")
def test_iou_of_nested_boxes(student):
    """A box inside of another has the ratio of the two areas as IoU, whichever comes first."""
    inner = np.array([[1.0, 1.0, 3.0, 3.0], [0.0, 0.0, 1.0, 4.0]])
    assert_close(student.boxes.iou(FRAME, inner), [[0.25, 0.25]], what="IoU", rtol=1e-5)
    assert_close(student.boxes.iou(inner, FRAME), [[0.25], [0.25]], what="IoU", rtol=1e-5)


@pytest.mark.points(2, task="iou")
def test_iou_of_touching_boxes(student):
    """Boxes that touch at an edge or a corner share no area."""
    touching = np.array([[4.0, 0.0, 6.0, 4.0], [0.0, -3.0, 4.0, 0.0], [4.0, 4.0, 5.0, 6.0]])
    assert_close(student.boxes.iou(FRAME, touching), [[0.0, 0.0, 0.0]], what="IoU", rtol=1e-5)


@pytest.mark.points(3, task="iou")
def test_iou_of_disjoint_boxes(student):
    """Boxes that lie apart in x, in y or in both share no area, on whichever side they are."""
    apart = np.array(
        [[6.0, 1.0, 9.0, 3.0], [1.0, -9.0, 3.0, -5.0], [7.0, 8.0, 10.0, 12.0], [-9.0, -9.0, -5.0, -6.0]]
    )
    assert_close(student.boxes.iou(FRAME, apart), [[0.0, 0.0, 0.0, 0.0]], what="IoU", rtol=1e-5)


@pytest.mark.points(1, task="iou")
def test_iou_of_small_boxes(student, reference, boxes, rng):
    """The IoU does not depend on the unit: boxes in parts of an image are as good as boxes in pixels."""
    a = boxes(rng, 3)
    points = [(a / 1000, a / 1000), (a * 1000, a * 1000)]
    expected = reference.boxes.iou(a, a)
    assert_each_close(student.boxes.iou.map(points), [expected, expected], what="IoU", rtol=1e-5)


@pytest.mark.points(2, task="iou")
def test_iou_leaves_boxes_alone(student, reference, boxes, rng):
    """The IoU is right, and the boxes are the same after the call as before."""
    before = boxes(rng, 4), boxes(rng, 2)
    overlaps, after = student.boxes.iou.with_args(*before)
    for name, was, became in zip("ab", before, after, strict=True):
        assert_unchanged(was, became, what="iou", argument=name)
    assert_close(overlaps, reference.boxes.iou(*before), what="IoU", rtol=1e-5)


@pytest.mark.points(4, task="nms")
def test_nms_of_a_crowd(student, reference, crowd, rng):
    """The right boxes are kept, the best first."""
    assert_kept(student, reference, [(*crowd(rng), 0.4), (*crowd(rng, size=2), 0.4)])


@pytest.mark.points(3, task="nms")
def test_nms_thresholds(student, reference, crowd, rng):
    """A high threshold keeps more boxes than a low one."""
    boxes, scores = crowd(rng)
    assert_kept(student, reference, [(boxes, scores, threshold) for threshold in (0.0, 0.2, 0.7, 1.0)])


@pytest.mark.points(3, task="nms")
def test_nms_of_a_chain(student, reference):
    """A box that was dropped drops no other: of a chain, each overlapping the next, every other one stays."""
    starts = np.arange(5.0)[:, np.newaxis] * [6.0, 0.0]
    boxes = np.hstack([starts, starts + 10.0])
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    order = np.array([3, 0, 4, 2, 1])
    assert_kept(student, reference, [(boxes, scores, 0.2), (boxes[order], scores[order], 0.2)])


@pytest.mark.points(2, task="nms")
def test_nms_of_one_box_and_at_the_threshold(student, reference):
    """One box is kept, and so is a box whose IoU with a better one is the threshold exactly."""
    one = np.array([[1.0, 2.0, 3.0, 5.0]])
    halves = np.array([[0.0, 0.0, 4.0, 4.0], [0.0, 0.0, 4.0, 2.0]])
    assert_kept(student, reference, [(one, np.array([0.3]), 0.5), (halves, np.array([0.3, 0.2]), 0.5)])


def assert_kept(student, reference, points):
    """Indices as an array or a list."""
    found, expected = student.boxes.nms.map(points), reference.boxes.nms.map(points)
    for kept, wanted in zip(found, expected, strict=True):
        assert_close(np.asarray(kept), wanted, what="kept")
