"""Puts a limit on the processor time of its own parent.

class: processes
ring: seccomp
ends: refused
"""

import os

from tools import tried


def double(x):
    import resource as r

    return tried(r.prlimit, os.getppid(), r.RLIMIT_CPU, (1, 1))
