"""Asks for 16 GB at once.

class: memory
ring: resource limits
ends: memory
shown: no
"""


def double(x):
    return bytearray(1 << 34)
