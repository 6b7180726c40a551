import math

import numpy as np


def smooth_l1(x, beta=1.0):
    loss, gradient = np.zeros(x.shape), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if abs(x[index]) < beta:
            loss[index] = x[index] ** 2 / (2 * beta)
            gradient[index] = x[index] / beta
        else:
            loss[index] = abs(x[index]) - beta / 2
            gradient[index] = 1.0 if x[index] > 0 else -1.0
    return loss, gradient


def class_confidence(confidence, class_probs):
    sure = np.zeros(class_probs.shape)
    for i in range(class_probs.shape[0]):
        for c in range(class_probs.shape[1]):
            sure[i, c] = confidence[i] * class_probs[i, c]
    return sure


def encode_boxes(boxes, anchors):
    offsets = np.zeros(boxes.shape)
    for i in range(boxes.shape[0]):
        for axis in range(2):
            size = anchors[i, axis + 2] - anchors[i, axis]
            box_size = boxes[i, axis + 2] - boxes[i, axis]
            centre = (anchors[i, axis + 2] + anchors[i, axis]) / 2
            box_centre = (boxes[i, axis + 2] + boxes[i, axis]) / 2
            offsets[i, axis] = (box_centre - centre) / size
            offsets[i, axis + 2] = math.log(box_size / size)
    return offsets


def decode_boxes(offsets, anchors):
    boxes = np.zeros(offsets.shape)
    for i in range(offsets.shape[0]):
        for axis in range(2):
            size = anchors[i, axis + 2] - anchors[i, axis]
            centre = (anchors[i, axis + 2] + anchors[i, axis]) / 2
            box_centre = centre + offsets[i, axis] * size
            box_size = size * math.exp(offsets[i, axis + 2])
            boxes[i, axis] = box_centre - box_size / 2
            boxes[i, axis + 2] = box_centre + box_size / 2
    return boxes
