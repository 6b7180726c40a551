"""Opens a file by its handle instead of its path.

class: files
ring: seccomp
ends: refused
"""

from tools import called


def double(x):
    return called("name_to_handle_at", -100, b"/etc/passwd", 0, 0, 0)
