"""Keeps numpy busy, where Python sees no signal.

class: time
ring: deadline
ends: timeout
shown: no
"""

import numpy as np


def double(x):
    big = np.ones((1500, 1500))
    while True:
        big = big @ big
