"""Opens files in memory.

class: kernel
ring: seccomp
ends: refused
"""

from tools import called


def double(x):
    return called("memfd_create", b"x", 0)
