"""The references of the assignment `detection`, against worked examples."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

SOLUTIONS = Path(__file__).parent.parent / "solutions" / "detection"
BOXES = runpy.run_path(str(SOLUTIONS / "boxes.py"))
LOSSES = runpy.run_path(str(SOLUTIONS / "losses.py"))
ANSWERS = runpy.run_path(str(SOLUTIONS / "answers.py"))

SQUARE = np.array([[0.0, 0.0, 2.0, 2.0]])
FRAME = np.array([[-1.0, -1.0, 3.0, 3.0]])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ([1.0, 1.0, 3.0, 3.0], 1 / 7),
        ([0.0, 0.0, 2.0, 2.0], 1.0),
        ([-1.0, -1.0, 3.0, 3.0], 0.25),
        ([5.0, 5.0, 7.0, 7.0], 0.0),
        ([2.0, 0.0, 4.0, 2.0], 0.0),
    ],
)
def test_the_iou_of_two_boxes(other, expected):
    assert_allclose(BOXES["iou"](SQUARE, np.array([other])), [[expected]])


def test_the_answer_on_iou_is_what_the_reference_says():
    assert ANSWERS["iou_of_two_squares"] == pytest.approx(1 / 7, abs=1e-6)


def test_the_iou_compares_all_with_all():
    overlaps = BOXES["iou"](np.vstack([SQUARE, FRAME]), np.vstack([SQUARE, FRAME, SQUARE + 9]))
    assert_allclose(overlaps, [[1, 0.25, 0], [0.25, 1, 0]])


def test_a_dropped_box_drops_no_other():
    starts = np.array([[0.0, 0.0], [6.0, 0.0], [12.0, 0.0]])
    boxes = np.hstack([starts, starts + 10])
    assert BOXES["nms"](boxes, np.array([0.9, 0.8, 0.7]), 0.2).tolist() == [0, 2]


def test_smooth_l1_of_the_lecture():
    loss, gradient = LOSSES["smooth_l1"](np.array([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]))
    assert_allclose(loss, [1.5, 0.5, 0.125, 0, 0.125, 0.5, 1.5])
    assert_allclose(gradient, [-1, -1, -0.5, 0, 0.5, 1, 1])
    assert ANSWERS["smooth_l1_of_a_half"] == loss[4]


@pytest.mark.parametrize("beta", [0.3, 1.0, 2.5])
def test_the_pieces_of_smooth_l1_meet_in_value_and_slope(beta):
    step = 1e-9
    loss, gradient = LOSSES["smooth_l1"](np.array([beta - step, beta + step]), beta)
    assert_allclose(loss, beta / 2, atol=1e-8)
    assert_allclose(gradient, 1.0, atol=1e-8)


def test_class_confidence_is_the_product():
    found = LOSSES["class_confidence"](np.array([0.5, 1.0]), np.array([[0.8, 0.2], [0.3, 0.7]]))
    assert_allclose(found, [[0.4, 0.1], [0.3, 0.7]])


def test_boxes_come_back_from_their_offsets():
    rng = np.random.default_rng(0)
    corners = rng.uniform(0, 5, size=(2, 8, 2))
    boxes, anchors = np.concatenate([corners, corners + rng.uniform(1, 4, size=(2, 8, 2))], axis=2)
    offsets = LOSSES["encode_boxes"](boxes, anchors)
    assert_allclose(LOSSES["decode_boxes"](offsets, anchors), boxes)


def test_the_hinge_loss_is_two_where_the_answer_says():
    assert max(0, 1 - ANSWERS["where_hinge_is_two"]) == 2
