"""Signals its parent through rarer system calls.

class: processes
ring: seccomp
ends: refused
shown: no
"""

import os

from tools import called


def double(x):
    return [called(n, os.getppid(), 9, 0) for n in ("tkill", "rt_sigqueueinfo", "pidfd_open")]
