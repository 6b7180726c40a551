"""Attaches a debugger to its parent.

class: processes
ring: seccomp, Landlock
ends: refused
shown: no
"""

import os

from tools import called


def double(x):
    return [called("ptrace", r, os.getppid(), 0, 0) for r in (16, 0x4206)] + [called("ptrace", 0, 0, 0, 0)]
