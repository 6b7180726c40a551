"""Changes the root and the namespace.

class: files
ring: seccomp, the kernel's own rules
ends: refused
"""

import os

from tools import called, tried


def double(x):
    return [tried(os.chroot, "/tmp"), called("setns", 0, 0)]
