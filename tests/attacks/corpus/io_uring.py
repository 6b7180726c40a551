"""Asks the kernel for a queue of system calls, which no filter sees.

class: kernel
ring: seccomp
ends: refused
"""

from tools import called


def double(x):
    return called("io_uring_setup", 8, 0)
