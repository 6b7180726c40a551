"""Reads its parent's environment.

class: files
ring: Landlock, the kernel's own rules
ends: refused
"""

import os

from tools import content, tried


def double(x):
    return tried(content, f"/proc/{os.getppid()}/environ")
