"""Changes dates and attributes of another student's submission.

class: files
ring: seccomp
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(os.utime, PLACES["neighbour"]), tried(os.setxattr, PLACES["neighbour"], "user.x", b"")]
