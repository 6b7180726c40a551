"""Asks the scheduler for a rank above all others.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called


def double(x):
    called("sched_setscheduler", 0, 1, b"\x63\0\0\0")
    called("ioprio_set", 1, 0, 1 << 13)
