"""Mounts something over /tmp, and uncovers what is hidden.

class: files
ring: seccomp, the kernel's own rules
ends: refused
"""

from tools import PLACES, called


def double(x):
    over = called("mount", b"x", b"/tmp", b"tmpfs", 0, 0)
    return [over, called("umount2", PLACES["hidden folder"].encode(), 0)]
