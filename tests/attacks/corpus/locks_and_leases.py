"""Locks files, takes leases, seals its output.

class: files
ring: seccomp
ends: refused
"""

import fcntl

from tools import tried

SETLK, SETLEASE, NOTIFY, ADD_SEALS, SETSIG, OFD_SETLK = 6, 1024, 1026, 1033, 10, 37


def double(x):
    with open("/dev/null") as null:
        tried(fcntl.flock, null, fcntl.LOCK_EX)
        for command in (SETLK, SETLEASE, NOTIFY, SETSIG, OFD_SETLK):
            tried(fcntl.fcntl, null, command, 0)
    tried(fcntl.fcntl, 1, ADD_SEALS, 15)
