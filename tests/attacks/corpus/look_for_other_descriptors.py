"""Looks for file descriptors that were left open.

class: search
ring: closed descriptors
ends: refused
"""

import os

from tools import note


def double(x):
    return note([number for number in range(4, 1024) if is_open(number)] or "nothing")


def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
        return False
