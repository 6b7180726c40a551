"""Reads what another student handed in.

class: files
ring: Landlock
ends: refused
"""

from tools import PLACES, content, tried


def double(x):
    return tried(content, PLACES["neighbour"])
