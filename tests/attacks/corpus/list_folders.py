"""Lists folders.

class: files
ring: Landlock
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(os.listdir, p) for p in ("/", "/proc", "/tmp", PLACES["hidden folder"], "/home")]
