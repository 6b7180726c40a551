"""Moves pages between descriptors, behind the calls that a filter counts.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called


def double(x):
    called("splice", 0, 0, 1, 0, 10, 0)
    called("vmsplice", 1, 0, 0, 0)
    called("sendfile", 1, 0, 0, 10)
