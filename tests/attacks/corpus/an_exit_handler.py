"""Registers a handler for the end of the process.

class: lies
ring: process
ends: harmless
shown: no
"""

import os


def double(x):
    import atexit

    atexit.register(os.write, 1, b"SURVIVED")
