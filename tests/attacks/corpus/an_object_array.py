"""Sends an array of pointers.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    import json
    import struct

    h = json.dumps(["ok", {"a": [0, "|O", [1]]}]).encode()
    os.write(3, struct.pack("<IHIQ", len(h), 1, request()[0], 8) + h + bytes(16))
