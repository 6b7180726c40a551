"""Asks which pages of a library lie in memory, and has some thrown out: a board for two students' notes.

class: kernel
ring: seccomp
ends: refused
"""

import ctypes
import errno
import mmap
import os
import platform

from tools import libc, note

CALLS = {  # mincore, preadv2, fadvise64, readahead
    "x86_64": (27, 327, 221, 187),
    "aarch64": (232, 286, 223, 213),
}[platform.machine()]
CACHESTAT = 451
AT_ONCE = 8  # preadv2: only what needs no disk


def double(x):
    mincore, preadv2, fadvise, readahead = CALLS
    library = os.open(os.__file__, os.O_RDONLY)
    libc.mmap.restype = ctypes.c_void_p
    page = libc.mmap(None, ctypes.c_size_t(4096), mmap.PROT_READ, mmap.MAP_SHARED, library, ctypes.c_long(0))
    room = ctypes.create_string_buffer(4096)
    part = (ctypes.c_uint64 * 2)(ctypes.addressof(room), 4096)
    tried(mincore, page, 4096, room)
    tried(preadv2, library, part, 1, 0, 0, AT_ONCE)
    tried(fadvise, library, 0, 4096, 4)
    tried(readahead, library, 0, 4096)
    tried(CACHESTAT, library, (ctypes.c_uint64 * 2)(0, 4096), room, 0)


def tried(number, *arguments):
    values = [ctypes.c_long(one) if isinstance(one, int) else ctypes.byref(one) for one in arguments]
    result = libc.syscall(ctypes.c_long(number), *values)
    note(errno.errorcode[ctypes.get_errno()] if result < 0 else f"through: {result}")
