"""Announces a buffer of 2^62 bytes.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    import struct

    os.write(3, struct.pack("<IHIQ", 2, 1, request()[0], 1 << 62) + b"[]")
