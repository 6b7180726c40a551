"""Opens pipes until something gives.

class: memory
ring: resource limits
ends: refused
shown: no
"""

import errno
import os

from tools import note


def double(x):
    pipes = 0
    try:
        while pipes < 1000:
            os.pipe()
            pipes += 1
    except OSError as error:
        return note(errno.errorcode[error.errno])
    return note(f"through: {pipes} pipes")
