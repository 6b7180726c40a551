"""Opens devices.

class: files
ring: Landlock
ends: refused
"""

from tools import content, tried


def double(x):
    return [tried(content, p) for p in ("/dev/tty", "/dev/mem", "/dev/kmsg", "/dev/shm")]
