"""Exits with success by `sys.exit`.

class: field
ring: process
ends: raised
"""

import sys


def double(x):
    sys.exit(0)
