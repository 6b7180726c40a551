"""Lists the submissions.

class: files
ring: Landlock
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    return tried(os.listdir, PLACES["neighbours"])
