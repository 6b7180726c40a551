"""Returns a number as long as numbers may be.

class: values
ring: codec
ends: wrong
shown: no
"""


def double(x):
    return -(10**4000)
