"""Replaces the record of its exception by one of its own.

class: lies
ring: protocol
ends: raised
shown: no
"""

from tools import request


def double(x):
    _, worker = request()
    worker._record = lambda *_: {"bases": ["SandboxError"], "message": "", "frames": []}
    raise ValueError
