"""Returns a map of its output, which it cuts off: whoever reads the array then is ended by a signal.

class: values
ring: process
ends: died
shown: no
"""

import mmap
import os

import numpy as np


def double(x):
    os.ftruncate(1, 1 << 16)
    found = np.frombuffer(mmap.mmap(1, 1 << 16), float)
    os.ftruncate(1, 0)
    return found
