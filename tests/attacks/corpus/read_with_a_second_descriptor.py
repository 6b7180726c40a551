"""Opens its working folder, to go on from there.

class: files
ring: Landlock
ends: refused
"""

import os

from tools import tried


def double(x):
    return tried(os.open, ".", os.O_RDONLY)
