"""Sends a header of 4 MB that holds as many things as possible.

class: protocol
ring: bounds
ends: size
shown: no
"""

from tools import answer


def double(x):
    answer(b'["ok",[' + b"[]," * 1_390_000 + b"0]]")
