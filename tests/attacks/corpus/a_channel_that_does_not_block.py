"""Makes its channel one that does not block.

class: ends
ring: process
ends: harmless
shown: no
"""

import os


def double(x):
    os.set_blocking(3, False)
