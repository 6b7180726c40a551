"""Cuts off another student's submission.

class: files
ring: seccomp, Landlock
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return tried(os.truncate, PLACES["neighbour"], 0)
