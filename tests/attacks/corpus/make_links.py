"""Links, renames.

class: files
ring: seccomp, Landlock
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(f, PLACES["neighbour"], "/tmp/y") for f in (os.symlink, os.link, os.rename)]
