"""Looks at the secrets through the roots of other processes.

class: metadata
ring: seccomp, Landlock
ends: refused
shown: no
"""

import os

from tools import PLACES, tried


def double(x):
    for process in (PLACES["grader"], os.getppid(), 1):
        tried(os.stat, f"/proc/{process}/root{PLACES['hidden test']}")
        tried(os.readlink, f"/proc/{process}/cwd")
        tried(os.stat, f"/proc/{process}/fd/3")
