"""Returns an array that is empty, and 2^60 long in another direction.

class: values
ring: codec
ends: protocol or wrong
shown: no
"""

import numpy as np


def double(x):
    return np.empty((1 << 60, 0))
