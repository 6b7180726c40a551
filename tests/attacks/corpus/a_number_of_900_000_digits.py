"""Sends a number of 900,000 digits.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    import struct

    os.write(3, struct.pack("<IHI", 900_000, 0, request()[0]) + b"9" * 900_000)
