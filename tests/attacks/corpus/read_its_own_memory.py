"""Reads its own memory through /proc, where read-only pages can be written.

class: files
ring: Landlock, the kernel's own rules
ends: refused
"""

from tools import content, tried


def double(x):
    return tried(content, "/proc/self/mem")
