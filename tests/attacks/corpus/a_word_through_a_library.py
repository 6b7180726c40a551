"""Waits for, and wakes, whoever sleeps at the same page of a library: the worker of another student.

class: kernel
ring: seccomp
ends: refused
"""

import ctypes
import mmap
import os
import platform

from tools import libc, note

FUTEX = {"x86_64": 202, "aarch64": 98}[platform.machine()]
FUTEX_WAITV, FUTEX_WAKE = 449, 454  # the newer calls, of Linux 5.16 and 6.7
SHARED = 2  # words of 32 bits, which need not be of this process


class Waiter(ctypes.Structure):
    _fields_ = (
        ("value", ctypes.c_uint64),
        ("address", ctypes.c_uint64),
        ("flags", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
    )


def double(x):
    page = mapped(os.__file__)
    found = ctypes.c_uint.from_address(page).value
    at_once = (ctypes.c_long * 2)(0, 0)
    tried(FUTEX, page, 1, 99)
    tried(FUTEX, page, 0, found, at_once)
    tried(FUTEX, page, 4, 99, 99, page + 4, found)
    tried(FUTEX_WAITV, Waiter(found + 1, page, SHARED, 0), 1, 0, None, 0)
    tried(FUTEX_WAKE, page, 0xFFFFFFFF, 99, SHARED)


def mapped(file):
    libc.mmap.restype = ctypes.c_void_p
    library = os.open(file, os.O_RDONLY)
    return libc.mmap(None, ctypes.c_size_t(4096), mmap.PROT_READ, mmap.MAP_SHARED, library, ctypes.c_long(0))


def tried(number, *arguments):
    values = [ctypes.c_long(one) if isinstance(one, int) else one and ctypes.byref(one) for one in arguments]
    result = libc.syscall(ctypes.c_long(number), *values)
    refused = {1: "EPERM", 38: "ENOSYS"}.get(ctypes.get_errno())
    note(refused if result < 0 and refused else f"through: {result}")
