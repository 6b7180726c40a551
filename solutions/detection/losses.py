"""What the detectors YOLO and SSD learn from: how far off a box is, and how sure they are of it."""

import numpy as np


def smooth_l1(x: np.ndarray, beta: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Returns (loss, gradient) of each entry of x, both of x's shape.

    A parabola x**2 / (2 beta) where |x| < beta, and a straight line of slope 1 or -1 elsewhere. The two
    meet at |x| = beta, in value and in slope.
    """
    # BEGIN SOLUTION
    inside = np.abs(x) < beta
    loss = np.where(inside, 0.5 * x**2 / beta, np.abs(x) - 0.5 * beta)
    gradient = np.where(inside, x / beta, np.sign(x))
    return loss, gradient
    # END SOLUTION


def class_confidence(confidence: np.ndarray, class_probs: np.ndarray) -> np.ndarray:
    """How sure YOLO is that a box is there, well placed, and of a class: an array (N, C).

    `confidence` (N,) is that of each box, Pr(object) * IoU; `class_probs` (N, C) are the probabilities
    of the classes, given that there is an object.
    """
    # BEGIN SOLUTION
    return confidence[:, np.newaxis] * class_probs
    # END SOLUTION


def encode_boxes(boxes: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """What SSD learns to predict: the offsets of boxes (N, 4) from their anchors (N, 4), as an array (N, 4).

    Row by row, (tx, ty, tw, th): the way from the anchor's centre to the box's, in x as a share of the
    anchor's width and in y of its height; and the logarithms of the box's width over the anchor's and
    of the box's height over the anchor's. Boxes and anchors are given by their corners, (x1, y1, x2, y2).
    """
    # BEGIN SOLUTION
    centres, sizes = _centres_and_sizes(boxes)
    anchor_centres, anchor_sizes = _centres_and_sizes(anchors)
    shifts = (centres - anchor_centres) / anchor_sizes
    stretches = np.log(sizes / anchor_sizes)
    return np.hstack([shifts, stretches])
    # END SOLUTION


def decode_boxes(offsets: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    """The way back: the boxes with these offsets (N, 4) from their anchors (N, 4), as an array (N, 4)."""
    # BEGIN SOLUTION
    anchor_centres, anchor_sizes = _centres_and_sizes(anchors)
    centres = anchor_centres + offsets[:, :2] * anchor_sizes
    sizes = anchor_sizes * np.exp(offsets[:, 2:])
    return np.hstack([centres - sizes / 2, centres + sizes / 2])
    # END SOLUTION


# BEGIN SOLUTION
def _centres_and_sizes(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The centres (N, 2) and the widths and heights (N, 2)."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]


# END SOLUTION
