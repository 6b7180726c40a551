import numpy as np
import pytest

from grader.testing import assert_close, assert_that

pytestmark = pytest.mark.visibility("visible")

SQUARE = np.array([[0.0, 0.0, 2.0, 2.0]])
SHIFTED = np.array([[1.0, 1.0, 3.0, 3.0]])


@pytest.mark.points(3, task="box_area")
def test_area_of_a_square(student):
    """A square from (0, 0) to (2, 2) has an area of 4."""
    assert_close(student.boxes.box_area(SQUARE), [4.0], what="area")


@pytest.mark.points(3, task="iou")
def test_iou_of_the_lecture(student):
    """Two squares that share a quarter of each have an IoU of 1/7."""
    assert_close(student.boxes.iou(SQUARE, SHIFTED), [[1 / 7]], what="IoU", rtol=1e-5)


@pytest.mark.points(3, task="iou")
def test_iou_of_identical_and_distant_boxes(student):
    """A box has an IoU of 1 with itself, and of 0 with one that is far away."""
    overlaps = student.boxes.iou(SQUARE, np.vstack([SQUARE, SQUARE + 10.0]))
    assert_close(overlaps, [[1.0, 0.0]], what="IoU", rtol=1e-5)


@pytest.mark.points(4, task="nms")
def test_nms_of_three_boxes(student):
    """Of two boxes that nearly coincide the better one stays, and so does one that stands apart."""
    boxes = np.array([[0.0, 0.0, 10.0, 10.0], [1.0, 0.0, 11.0, 10.0], [30.0, 30.0, 40.0, 40.0]])
    kept = np.asarray(student.boxes.nms(boxes, np.array([0.6, 0.9, 0.8]), 0.5))
    assert_that(kept.tolist() == [1, 2], "the boxes 1 and 2 are kept, in this order", what="nms")
