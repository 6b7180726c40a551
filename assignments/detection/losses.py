"""What the detectors YOLO and SSD learn from: how far off a box is, and how sure they are of it."""

import numpy as np


def smooth_l1(x: np.ndarray, beta: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Returns (loss, gradient) of each entry of x, both of x's shape.

    A parabola x**2 / (2 beta) where |x| < beta, and a straight line of slope 1 or -1 elsewhere. The two
    meet at |x| = beta, in value and in slope.
    """
    raise NotImplementedError("smooth_l1")


def class_confidence(confidence: np.ndarray, class_probs: np.ndarray) -> np.ndarray:
    """How sure YOLO is that a box is there, well placed, and of a class: an array (N, C).

    `confidence` (N,) is that of each box, Pr(object) * IoU; `class_probs` (N, C) are the probabilities
    of the classes, given that there is an object.
    """
    raise NotImplementedError("class_confidence")


def encode_boxes(boxes: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """What SSD learns to predict: the offsets of boxes (N, 4) from their anchors (N, 4), as an array (N, 4).

    Row by row, (tx, ty, tw, th): the way from the anchor's centre to the box's, in x as a share of the
    anchor's width and in y of its height; and the logarithms of the box's width over the anchor's and
    of the box's height over the anchor's. Boxes and anchors are given by their corners, (x1, y1, x2, y2).
    """
    raise NotImplementedError("encode_boxes")


def decode_boxes(offsets: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """The way back: the boxes with these offsets (N, 4) from their anchors (N, 4), as an array (N, 4)."""
    raise NotImplementedError("decode_boxes")
