"""Kills itself.

class: ends
ring: process
ends: died
shown: no
"""

import os


def double(x):
    os.kill(os.getpid(), 9)
