"""Opens files for writing where everybody may.

class: files
ring: Landlock
ends: refused
"""

from tools import tried


def double(x):
    return [tried(open, p + "/x", "w") for p in ("/tmp", "/dev/shm", "/var/tmp", "/")]
