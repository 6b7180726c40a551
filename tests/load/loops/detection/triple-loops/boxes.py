import numpy as np


def box_area(boxes):
    areas = np.zeros(boxes.shape[0])
    for i in range(boxes.shape[0]):
        areas[i] = area(boxes[i])
    return areas


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (area(one) + area(other) - shared)


def iou(a, b):
    ratios = np.zeros((a.shape[0], b.shape[0]))
    for i in range(a.shape[0]):
        for j in range(b.shape[0]):
            ratios[i, j] = overlap(a[i], b[j])
    return ratios


def nms(boxes, scores, threshold):
    left = list(range(boxes.shape[0]))
    kept = []
    while left:
        best = left[0]
        for i in left:
            if scores[i] > scores[best]:
                best = i
        kept.append(best)
        still_left = []
        for i in left:
            if i != best and overlap(boxes[best], boxes[i]) <= threshold:
                still_left.append(i)
        left = still_left
    return np.array(kept, dtype=int)
