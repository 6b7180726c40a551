# One loop for each box.

def box_area(boxes):
    return np.array([(x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in boxes])

def iou(a, b):
    table = np.zeros((len(a), len(b)))
    for i, (ax1, ay1, ax2, ay2) in enumerate(a):
        for j, (bx1, by1, bx2, by2) in enumerate(b):
            w = max(0, min(ax2, bx2) - max(ax1, bx1))
            h = max(0, min(ay2, by2) - max(ay1, by1))
            both = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1)
            table[i][j] = w * h / (both - w * h)
    return table
