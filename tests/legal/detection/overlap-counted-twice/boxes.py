# Wrong: the union counts the overlap twice.

plain = iou

def iou(a, b):
    table = plain(a, b)
    return table / (1 + table)
