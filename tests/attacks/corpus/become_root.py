"""Becomes root.

class: processes
ring: seccomp, no capabilities
ends: refused
"""

import os

from tools import called, tried


def double(x):
    return [
        tried(os.setuid, 0),
        tried(os.setgid, 0),
        tried(os.setgroups, [0]),
        called("setresuid", 0, 0, 0),
    ]
