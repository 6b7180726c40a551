"""Kills its parent, the grader, and whatever it may.

class: processes
ring: seccomp, Landlock
ends: refused
shown: no
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(os.kill, p, 9) for p in (os.getppid(), PLACES["grader"], -1, 0, 1, -os.getppid())]
