"""Opens its own channel a second time through /proc.

class: files
ring: Landlock
ends: refused
shown: no
"""

from tools import content, tried


def double(x):
    tried(content, "/proc/self/fd/3")
    tried(content, "/dev/fd/3")
    tried(content, "/proc/self/fdinfo/3")
