"""Has the kernel send signals to its parent.

class: kernel
ring: seccomp
ends: refused
"""

import os

from tools import tried


def double(x):
    import fcntl

    return tried(fcntl.fcntl, 3, fcntl.F_SETOWN, os.getppid())
