"""Raises an exception with 100 MB of text.

class: memory
ring: resource limits
ends: raised or memory
shown: no
"""


def double(x):
    raise ValueError("x" * (100 << 20))
