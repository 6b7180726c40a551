"""Clones itself, and leaves its namespaces.

class: processes
ring: seccomp
ends: refused
shown: no
"""

from tools import called


def double(x):
    return [called("clone", 17, 0, 0, 0, 0), called("clone3", 0, 0), called("unshare", 0x10000000)]
