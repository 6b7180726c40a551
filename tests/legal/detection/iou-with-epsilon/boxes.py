# A denominator that is padded by next to nothing.

plain = iou

def iou(a, b):
    table = plain(a, b)
    return table / (1 + 1e-12)
