"""Lets others debug it, shares its pages and its processor with them, and has its calls told to itself.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called

# PTRACER, TIMERSLACK, THP_DISABLE, IO_FLUSHER, SYSCALL_USER_DISPATCH, SCHED_CORE, MDWE, VMA, MEMORY_MERGE
OPTIONS = (0x59616D61, 29, 41, 57, 59, 62, 65, 0x53564D41, 67)


def double(x):
    for option in OPTIONS:
        called("prctl", option, 1, 0, 0, 0)
