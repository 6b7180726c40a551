"""Stops itself, so that it neither answers nor ends.

class: time
ring: deadline
ends: timeout
shown: no
"""

import os


def double(x):
    os.kill(os.getpid(), 19)
