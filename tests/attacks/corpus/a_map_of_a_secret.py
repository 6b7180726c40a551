"""Maps the reference into its memory.

class: files
ring: Landlock
ends: refused
"""

import numpy as np
from tools import PLACES, tried


def double(x):
    return tried(np.memmap, PLACES["reference"], "u1", "r")
