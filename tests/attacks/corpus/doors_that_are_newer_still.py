"""Tries what the kernel has learned since: calls that a list of yesterday does not name.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

import ctypes
import errno

from tools import libc, note

# From cachestat and fchmodat2 (6.5) over statmount, listmount, the modules' attributes and mseal to the
# calls of 2025, and some that nobody has given out yet.
NUMBERS = [*range(452, 480), 511, 600, 1023]


def double(x):
    for number in NUMBERS:
        result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)
        note(errno.errorcode[ctypes.get_errno()] if result < 0 else f"through: {number}")
