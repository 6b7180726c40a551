import numpy as np


def box_area(boxes):
    areas = np.zeros(len(boxes))
    for i in range(len(boxes)):
        x1, y1, x2, y2 = boxes[i]
        areas[i] = (x2 - x1 + 1) * (y2 - y1 + 1)
    return areas


def iou_of_two(p, q):
    left = max(p[0], q[0])
    top = max(p[1], q[1])
    right = min(p[2], q[2])
    bottom = min(p[3], q[3])
    w = max(right - left, 0.0)
    h = max(bottom - top, 0.0)
    inter = w * h
    area_p = (p[2] - p[0]) * (p[3] - p[1])
    area_q = (q[2] - q[0]) * (q[3] - q[1])
    return inter / (area_p + area_q - inter)


def overlap(p, q):
    # number of pixels in both
    w = min(p[2], q[2]) - max(p[0], q[0]) + 1
    h = min(p[3], q[3]) - max(p[1], q[1]) + 1
    return max(w, 0) * max(h, 0)


def iou(a, b):
    area_a, area_b = box_area(a), box_area(b)
    result = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            inter = overlap(a[i], b[j])
            result[i, j] = inter / (area_a[i] + area_b[j] - inter)
    return result


def nms(boxes, scores, threshold):
    order = np.argsort(scores)[::-1]
    kept = []
    for i in order:
        keep = True
        for k in kept:
            if iou_of_two(boxes[i], boxes[k]) > threshold:
                keep = False
        if keep:
            kept.append(i)
    return kept
