"""Changes mode and owner of another student's submission.

class: files
ring: seccomp
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return [tried(os.chmod, PLACES["neighbour"], 0), tried(os.chown, PLACES["neighbour"], 0, 0)]
