# Einsum, matrices and named columns.

def class_confidence(confidence, class_probs):
    return np.matrix(np.einsum("n,nc->nc", confidence, class_probs))

def encode_boxes(boxes, anchors):
    offsets = np.empty_like(boxes)
    aw, ah = anchors[:, 2] - anchors[:, 0], anchors[:, 3] - anchors[:, 1]
    w, h = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    offsets[:, 0] = (boxes[:, 0] + w / 2 - anchors[:, 0] - aw / 2) / aw
    offsets[:, 1] = (boxes[:, 1] + h / 2 - anchors[:, 1] - ah / 2) / ah
    offsets[:, 2], offsets[:, 3] = np.log(w) - np.log(aw), np.log(h) - np.log(ah)
    return offsets

def decode_boxes(offsets, anchors):
    boxes = []
    for (tx, ty, tw, th), (x1, y1, x2, y2) in zip(offsets, anchors):
        w, h = (x2 - x1) * np.exp(tw), (y2 - y1) * np.exp(th)
        x, y = (x1 + x2) / 2 + tx * (x2 - x1) - w / 2, (y1 + y2) / 2 + ty * (y2 - y1) - h / 2
        boxes.append([x, y, x + w, y + h])
    return np.array(boxes)
