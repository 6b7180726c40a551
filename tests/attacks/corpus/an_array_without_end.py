"""Returns an array of a trillion entries that takes eight bytes.

class: values
ring: codec
ends: memory
shown: no
"""

import numpy as np


def double(x):
    return np.broadcast_to(0.0, (1 << 40,))
