"""Takes priority, another processor, and memory that cannot be paged out.

class: processes
ring: seccomp
ends: refused
"""

import os

from tools import called, tried


def double(x):
    return [called("setpriority", 0, 0, -5), tried(os.sched_setaffinity, 0, [0]), called("mlock", 0, 4096)]
