"""Reads the hidden tests, and raises them in a test that shows students what it saw.

class: carry
ring: Landlock
ends: raised or refused
"""

from tools import PLACES, content, tried


def double(x):
    raise ValueError(tried(content, PLACES["hidden test"]) + tried(content, PLACES["reference"]))
