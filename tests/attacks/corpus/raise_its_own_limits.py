"""Raises its own limits.

class: processes
ring: no capabilities
ends: refused
shown: no
"""

from tools import tried


def double(x):
    import resource as r

    return tried(r.setrlimit, r.RLIMIT_NOFILE, (9999, 9999))
