"""Loops for ever.

class: time
ring: deadline
ends: timeout
"""


def double(x):
    while True:
        pass
