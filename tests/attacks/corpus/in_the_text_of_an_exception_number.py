"""Raises a hidden number as an exception's text.

class: carry
ring: wording
ends: raised
shown: no
"""


def double(x):
    raise ArithmeticError(repr(x))
