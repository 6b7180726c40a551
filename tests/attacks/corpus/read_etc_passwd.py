"""Reads a file of the machine.

class: files
ring: Landlock
ends: refused
"""

from tools import content, tried


def double(x):
    return tried(content, "/etc/passwd")
