"""Sends something else than an answer.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

import os

from tools import request


def double(x):
    from grader.sandbox.codec import pack

    os.write(3, b"".join(pack(request()[0], {"ok": 1})))
