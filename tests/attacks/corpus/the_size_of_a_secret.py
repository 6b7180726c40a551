"""Asks for size and date of the hidden tests and the reference.

class: metadata
ring: mount namespace
ends: refused
"""

import os

from tools import PLACES, tried


def double(x):
    tried(os.stat, PLACES["hidden test"])
    tried(os.stat, PLACES["reference"])
    tried(os.lstat, PLACES["hidden test"])
