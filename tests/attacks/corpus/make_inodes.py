"""Makes a folder, a pipe and a device.

class: files
ring: seccomp, Landlock
ends: refused
"""

import os

from tools import tried


def double(x):
    return [tried(f, "/tmp/y") for f in (os.mkdir, os.mkfifo, os.mknod)]
