"""Asks for memory that a limit on private memory does not count.

class: memory
ring: resource limits
ends: raised or memory
shown: no
"""


def double(x):
    import mmap

    return bytes(mmap.mmap(-1, 1 << 30))
