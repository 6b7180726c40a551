"""Forks a thousand times.

class: processes
ring: seccomp
ends: refused
shown: no
"""

import os

from tools import tried


def double(x):
    return list({tried(os.fork) for _ in range(1000)})
