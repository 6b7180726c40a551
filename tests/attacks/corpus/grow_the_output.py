"""Makes the output's file a terabyte long.

class: memory
ring: resource limits
ends: refused
"""

import os

from tools import tried


def double(x):
    return [tried(os.ftruncate, 1, 1 << 40)]
