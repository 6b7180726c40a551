import numpy as np


def smooth_l1(x, beta=1.0):
    r = np.abs(x)
    loss = np.where(r <= beta, r**2 / (2 * beta), r - beta / 2)
    return loss, np.clip(x / beta, -1.0, 1.0)


def class_confidence(confidence, class_probs):
    return (class_probs.T * confidence).T


def center_form(boxes):
    wh = boxes[:, 2:] - boxes[:, :2]
    return np.hstak((boxes[:, :2] + 0.5 * wh, wh))


def encode_boxes(boxes, anchors):
    b, a = center_form(boxes), center_form(anchors)
    return np.column_stack(((b[:, :2] - a[:, :2]) / a[:, 2:], np.log(b[:, 2:]) - np.log(a[:, 2:])))


def decode_boxes(offsets, anchors):
    a = center_form(anchors)
    c = a[:, :2] + a[:, 2:] * offsets[:, :2]
    half = 0.5 * a[:, 2:] * np.exp(offsets[:, 2:])
    return np.column_stack((c - half, c + half))
