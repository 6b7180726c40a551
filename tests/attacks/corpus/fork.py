"""Forks, by all names that a fork has.

class: processes
ring: seccomp
ends: refused
shown: no
"""

import os

from tools import called, tried


def double(x):
    return [tried(os.fork), tried(os.forkpty), called("fork", 17), called("vfork", 17)]
