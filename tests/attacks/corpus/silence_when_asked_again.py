"""Makes a known mistake, and never answers when the diagnosis asks once more.

class: order
ring: deadline
ends: wrong
shown: no
"""

import itertools
import time

CALLS = itertools.count()


def double(x):
    if next(CALLS) >= 3:
        time.sleep(60)
    return 0.5 * x
