"""Reads and writes the grader's memory by system call.

class: processes
ring: seccomp
ends: refused
shown: no
"""

from tools import PLACES, called


def double(x):
    return [called(n, PLACES["grader"], 0, 0, 0, 0, 0) for n in ("process_vm_readv", "process_vm_writev")]
