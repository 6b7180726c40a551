"""Writes over the reference.

class: files
ring: Landlock
ends: refused
"""

from tools import PLACES, tried


def double(x):
    return tried(open, PLACES["reference"], "w")
