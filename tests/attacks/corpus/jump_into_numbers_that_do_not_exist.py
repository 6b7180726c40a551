"""Forks through the x32 numbers, which an allowlist of numbers may not know.

class: processes
ring: seccomp
ends: died
shown: no
"""

from tools import libc


def double(x):
    libc.syscall(0x40000000 + 57)
