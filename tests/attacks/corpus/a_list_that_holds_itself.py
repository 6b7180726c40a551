"""Returns a list whose walk never ends.

class: time
ring: deadline
ends: timeout or memory
shown: no
"""


def double(x):
    x = []
    x += [x, x]
    return x
