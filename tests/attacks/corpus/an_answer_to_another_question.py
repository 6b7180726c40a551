"""Answers another question than the one that was asked.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    from grader.sandbox.codec import pack

    os.write(3, b"".join(pack(request()[0] + 1, ["ok", 42])))
