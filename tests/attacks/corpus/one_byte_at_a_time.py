"""Drips its answer byte by byte, so that each read has something to wait for.

class: time
ring: deadline
ends: timeout
shown: no
"""

import os
import time

from tools import request


def double(x):
    import struct

    os.write(3, struct.pack("<IHI", 90_000, 0, request()[0]))
    while True:
        os.write(3, b" ")
        time.sleep(0.01)
