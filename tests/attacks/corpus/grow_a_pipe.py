"""Makes a pipe larger than it was.

class: kernel
ring: seccomp
ends: refused
"""

import os

from tools import tried


def double(x):
    import fcntl

    end = os.pipe()[1]
    return tried(fcntl.fcntl, end, 1031, 1 << 20)
