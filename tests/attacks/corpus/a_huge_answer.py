"""Returns an array of 64 MB.

class: values
ring: codec
ends: harmless or memory or timeout
shown: no
"""


def double(x):
    import numpy as np

    return np.zeros(1 << 23)
