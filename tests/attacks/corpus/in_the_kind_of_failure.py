"""Fails in a way of its choice: a few bits for each test, as with lines, which nobody takes from it.

class: carry
ring: wording
ends: raised or wrong or missing or died or protocol
meets: test_greet
shown: no
"""

import os

from tools import answer


def shout():
    raise OverflowError


def stub():
    raise NotImplementedError


WAYS = (shout, stub, str, list, lambda: os._exit(0), lambda: answer(b"{}"), lambda: float("nan"))


def greet(name):
    return WAYS[ord(name[-1]) % len(WAYS)]()
