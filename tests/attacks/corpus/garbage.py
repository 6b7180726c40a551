"""Sends garbage.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os


def double(x):
    os.write(3, b"\xff" * 1000)
