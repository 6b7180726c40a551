"""Returns a long double of a bit pattern that stands for no number.

class: values
ring: codec
ends: wrong
shown: no
"""

import numpy as np


def double(x):
    return np.frombuffer(bytes([0] * 8 + [255, 63] + [0] * 6), np.longdouble)[0]
