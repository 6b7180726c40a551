import numpy as np


def smooth_l1(x, beta=1.0):
    loss = np.where(np.abs(x) < 1, 0.5 * x**2, np.abs(x) - 0.5)
    return loss, np.where(np.abs(x) < 1, x, np.sign(x))


def class_confidence(confidence, class_probs):
    return confidence * class_probs


def center_form(boxes):
    wh = boxes[:, 2:] - boxes[:, :2]
    return np.hstack((boxes[:, :2] + 0.5 * wh, wh))


def encode_boxes(boxes, anchors):
    b, a = center_form(boxes), center_form(anchors)
    return np.column_stack(((b[:, :2] - a[:, :2]) / a[:, 2:], np.log(b[:, 2:]) - np.log(a[:, 2:])))


def decode_boxes(offsets, anchors):
    a = center_form(anchors)
    c = a[:, :2] + a[:, 2:] * offsets[:, :2]
    half = 0.5 * a[:, 2:] * np.exp(offsets[:, 2:])
    return np.column_stack((c, 2 * half))
