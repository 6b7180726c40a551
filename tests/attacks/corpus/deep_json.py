"""Sends JSON 90,000 deep.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    import struct

    os.write(3, struct.pack("<IHI", 90_000, 0, request()[0]) + b"[" * 90_000)
