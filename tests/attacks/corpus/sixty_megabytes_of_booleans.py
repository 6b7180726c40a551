"""Returns 60 MB of booleans, to be made numbers of eight times as much.

class: memory
ring: bounds
ends: size
"""


def double(x):
    import numpy as np

    return np.zeros(60 << 20, bool)
