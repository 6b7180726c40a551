"""Returns an array of 64 MB.

class: values
ring: bounds
ends: size
shown: no
"""


def double(x):
    import numpy as np

    return np.zeros(1 << 23)
