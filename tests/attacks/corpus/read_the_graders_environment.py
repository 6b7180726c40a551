"""Reads the grader's environment.

class: files
ring: Landlock, the kernel's own rules
ends: refused
"""

from tools import PLACES, content, tried


def double(x):
    return tried(content, f"/proc/{PLACES['grader']}/environ")
