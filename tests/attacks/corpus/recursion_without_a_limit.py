"""Overflows the stack of the interpreter.

class: memory
ring: process
ends: died or memory
shown: no
"""

import sys


def double(x):
    sys.setrecursionlimit(1 << 30)

    class X:
        def __repr__(self):
            return repr(self)

    return repr(X())
