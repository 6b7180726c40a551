"""Calls itself for ever.

class: memory
ring: process
ends: raised
shown: no
"""


def double(x):
    return double(x)
