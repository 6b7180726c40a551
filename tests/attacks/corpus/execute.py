"""Becomes another program.

class: processes
ring: seccomp, Landlock
ends: refused
shown: no
"""

import os

from tools import called, tried


def double(x):
    return [tried(os.execv, "/bin/true", ["true"]), called("execveat", 3, b"", 0, 0, 0x1000)]
