"""Forks through the system call gate of 32-bit programs.

class: processes
ring: seccomp
ends: died
shown: no
"""

import ctypes


def double(x):
    import mmap

    code = mmap.mmap(-1, 4096, prot=7)
    code.write(bytes.fromhex("b802000000cd80c3"))
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()
