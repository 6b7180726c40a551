import numpy as np


def smooth_l1(x, beta=1.0):
    loss = np.zeros(x.shape)
    grad = np.zeros(x.shape)
    small = np.abs(x) < beta
    big = np.abs(x) >= beta
    loss[small] = 0.5 * x[small] * x[small] / beta
    grad[small] = x[small] / beta
    loss[big] = np.abs(x[big]) - 0.5 * beta
    grad[big] = np.sign(x[big])
    return loss, grad


def class_confidence(confidence, class_probs):
    N, C = class_probs.shape
    out = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            out[n, c] = confidence[n] * class_probs[n, c]
    return out


def encode_boxes(boxes, anchors):
    out = np.zeros(boxes.shape)
    for i in range(len(boxes)):
        bx = (boxes[i, 0] + boxes[i, 2]) / 2
        by = (boxes[i, 1] + boxes[i, 3]) / 2
        bw = boxes[i, 2] - boxes[i, 0]
        bh = boxes[i, 3] - boxes[i, 1]
        ax = (anchors[i, 0] + anchors[i, 2]) / 2
        ay = (anchors[i, 1] + anchors[i, 3]) / 2
        aw = anchors[i, 2] - anchors[i, 0]
        ah = anchors[i, 3] - anchors[i, 1]
        out[i, 0] = (bx - ax) / aw
        out[i, 1] = (by - ay) / ah
        out[i, 2] = np.log(bw / aw)
        out[i, 3] = np.log(bh / ah)
    return out


def decode_boxes(offsets, anchors):
    out = np.zeros(offsets.shape)
    for i in range(len(offsets)):
        aw = anchors[i, 2] - anchors[i, 0]
        ah = anchors[i, 3] - anchors[i, 1]
        cx = anchors[i, 0] + aw / 2 + offsets[i, 0] * aw
        cy = anchors[i, 1] + ah / 2 + offsets[i, 1] * ah
        w = aw * np.exp(offsets[i, 2])
        h = ah * np.exp(offsets[i, 3])
        out[i] = [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]
    return out
