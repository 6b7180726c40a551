"""Writes over another student's submission.

class: files
ring: Landlock
ends: refused
"""

from tools import PLACES, tried


def double(x):
    return tried(open, PLACES["neighbour"], "w")
