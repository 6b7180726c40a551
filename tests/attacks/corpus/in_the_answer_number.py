"""Returns a hidden number.

class: carry
ring: wording
ends: wrong
shown: no
"""


def double(x):
    return x
