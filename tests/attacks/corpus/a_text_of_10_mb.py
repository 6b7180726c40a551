"""Returns a text of 10 MB, which is no message at all.

class: memory
ring: bounds
ends: size
shown: no
"""


def double(x):
    return "x" * 10_000_000
