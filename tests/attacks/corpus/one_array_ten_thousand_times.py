"""Returns one array ten thousand times, to be copied as often.

class: values
ring: bounds
ends: size
shown: no
"""

import numpy as np


def double(x):
    return [np.zeros(1 << 15)] * 10_000
