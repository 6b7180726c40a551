import numpy as np


def box_area(boxes):
    w, h = (boxes[:, 2:] - boxes[:, :2]).T
    return w * h


def iou(a, b):
    lo = np.maximum(a[:, :2], b[:, :2])
    hi = np.minimum(a[:, 2:], b[:, 2:])
    wh = np.clip(hi - lo, 0, None)
    inter = wh[:, 0] * wh[:, 1]
    return inter / (box_area(a) + box_area(b) - inter)


def nms(boxes, scores, threshold):
    alive = np.ones(len(boxes), dtype=bool)
    picked = []
    while alive.any():
        i = int(np.argmax(np.where(alive, scores, -np.inf)))
        picked.append(i)
        alive &= iou(boxes[i : i + 1], boxes) <= threshold
        alive[i] = False
    return np.array(picked)
