# The kept boxes come as a list, and all overlaps are computed first.

def nms(boxes, scores, threshold):
    overlaps, kept = iou(boxes, boxes), []
    for i in sorted(range(len(scores)), key=lambda i: scores[i], reverse=True):
        if all(overlaps[i, j] <= threshold for j in kept):
            kept.append(i)
    return kept
