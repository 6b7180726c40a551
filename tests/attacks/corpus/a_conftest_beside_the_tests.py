"""Puts a `conftest.py` and bytecode beside the hidden tests.

class: field
ring: Landlock
ends: refused
shown: no
"""

import os

from tools import PLACES, tried


def double(x):
    for name in ("conftest.py", "__pycache__/test_hidden.cpython-311.pyc", "../conftest.py"):
        tried(lambda name=name: open(os.path.join(PLACES["suite"], name), "w"))
