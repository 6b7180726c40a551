"""Raises what Ctrl-C raises.

class: field
ring: process
ends: raised
shown: no
"""


def double(x):
    raise KeyboardInterrupt
