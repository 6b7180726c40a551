"""Reads a file of the machine by a way that begins in a readable folder.

class: files
ring: Landlock
ends: refused
"""

from tools import content, tried


def double(x):
    return tried(content, "/usr/lib/../../etc/passwd")
