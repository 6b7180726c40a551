"""Removes another student's submission.

class: files
ring: seccomp, Landlock
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(f, PLACES["neighbour"]) for f in (os.remove, os.rmdir)]
