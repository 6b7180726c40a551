import numpy as np


def box_area(boxes):
    w, h = (boxes[:, 2:] - boxes[:, :2]).T
    return w * h


def iou(a, b):
    lo = np.maximum(a[:, None, :2], b[None, :, :2])
    hi = np.minimum(a[:, None, 2:], b[None, :, 2:])
    wh = hi - lo
    inter = wh.prod(axis=2)
    return inter / (box_area(a)[:, None] + box_area(b)[None, :] - inter)


def nms(boxes, scores, threshold):
    alive = np.ones(len(boxes), dtype=bool)
    picked = []
    overlaps = iou(boxes, boxes)
    while alive.any():
        i = int(np.argmax(np.where(alive, scores, -np.inf)))
        picked.append(i)
        alive &= overlaps[i] <= threshold
        alive[i] = False
    return np.array(picked)
