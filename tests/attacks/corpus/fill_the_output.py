"""Writes to its output behind Python's back, without end.

class: memory
ring: resource limits
ends: raised
shown: no
"""

import os

from tools import note


def double(x):
    note("nothing")
    for _ in range(1000):
        os.write(1, bytes(65536))
