"""Prints a hidden text, by all ways that it finds.

class: carry
ring: wording
ends: wrong
shown: no
meets: test_greet
"""

import os
import sys
import warnings


def greet(name):
    print(name)
    print(name, file=sys.stderr)
    warnings.warn(name)
    os.write(1, name.encode())
