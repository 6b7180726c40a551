"""Opens a file by the newer system call.

class: files
ring: seccomp
ends: refused
"""

from tools import called


def double(x):
    return called("openat2", -100, b"/etc/passwd", 0, 24)
