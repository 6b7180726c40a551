"""Takes a file descriptor out of another process.

class: processes
ring: seccomp, the kernel's own rules
ends: refused
"""

from tools import called


def double(x):
    return called("pidfd_getfd", 3, 0, 0)
