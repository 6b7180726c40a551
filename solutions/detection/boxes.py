"""Boxes of object detection: their areas, how much they overlap, and which of many to keep.

A box is (x1, y1, x2, y2), two opposite corners with x1 < x2 and y1 < y2, in plain coordinates: the box
(0, 0, 2, 2) is 2 wide. Boxes come as the rows of an array (N, 4).
"""

import numpy as np


def box_area(boxes: np.ndarray) -> np.ndarray:
    """The areas of boxes (N, 4), as an array of shape (N,)."""
    # BEGIN SOLUTION
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    # END SOLUTION


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of each box in a (M, 4) with each in b (K, 4), as an array (M, K).

    The area that two boxes share, divided by the area that they cover together: 1 for identical boxes,
    0 for boxes that share no area. Exactly, also for tiny boxes: add no epsilon.
    """
    # BEGIN SOLUTION
    top_left = np.maximum(a[:, np.newaxis, :2], b[np.newaxis, :, :2])
    bottom_right = np.minimum(a[:, np.newaxis, 2:], b[np.newaxis, :, 2:])
    sides = np.maximum(bottom_right - top_left, 0)
    intersection = sides[:, :, 0] * sides[:, :, 1]
    union = box_area(a)[:, np.newaxis] + box_area(b) - intersection
    return intersection / union
    # END SOLUTION


def nms(boxes: np.ndarray, scores: np.ndarray, threshold: float) -> np.ndarray:
    """Non-maximum suppression: the indices of the boxes to keep, the best score first.

    Of the boxes (N, 4) that are left, keep the one with the highest score, drop those whose IoU with it
    is greater than `threshold`, and so on until none is left. All scores (N,) differ.
    """
    # BEGIN SOLUTION
    left = np.argsort(-scores)
    keep = []
    while len(left) > 0:
        best, others = left[0], left[1:]
        keep.append(best)
        overlaps = iou(boxes[best : best + 1], boxes[others])[0]
        left = others[overlaps <= threshold]
    return np.array(keep, dtype=int)
    # END SOLUTION
