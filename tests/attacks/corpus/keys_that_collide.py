"""Returns a dict whose keys all have one hash.

class: values
ring: codec
ends: wrong or timeout
shown: no
"""


def double(x):
    return {number * ((1 << 61) - 1): None for number in range(4000)}
