"""Puts its output in the place of its channel.

class: ends
ring: process
ends: died
shown: no
"""

import os


def double(x):
    os.dup2(1, 3)
