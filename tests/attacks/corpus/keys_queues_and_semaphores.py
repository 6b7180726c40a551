"""Leaves a message for another student in the kernel: keys, queues, shared memory.

class: kernel
ring: seccomp
ends: refused
shown: no
"""

from tools import called


def double(x):
    called("add_key", b"user", b"note", b"x", 1, -5)
    called("mq_open", b"note", 66, 384, 0)
    called("semget", 1234, 1, 1023)
    called("shmget", 1234, 4096, 1023)
