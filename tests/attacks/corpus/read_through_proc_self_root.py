"""Reads a file through its own root in /proc.

class: files
ring: Landlock
ends: refused
"""

from tools import PLACES, content, tried


def double(x):
    return tried(content, "/proc/self/root" + PLACES["neighbour"])
