"""Writes its marks into the gradebook.

class: field
ring: Landlock
ends: refused
shown: no
"""

from tools import PLACES, tried


def double(x):
    tried(lambda: open(PLACES["gradebook"], "rb").read(16))
    tried(lambda: open(PLACES["gradebook"], "r+b").write(b"mine"))
