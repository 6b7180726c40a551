"""Makes a known mistake, and another one when the diagnosis asks once more.

class: order
ring: process
ends: wrong
shown: no
"""

import itertools
import os

CALLS = itertools.count()


def double(x):
    if next(CALLS) < 3:
        return 0.5 * x
    os.abort()
