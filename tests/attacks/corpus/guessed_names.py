"""Guesses the names of hidden tests.

class: metadata
ring: mount namespace
ends: refused
"""

import os

from tools import PLACES, note


def double(x):
    guesses = [PLACES["suite"] + "/test_" + name + ".py" for name in ("double", "greet", "hidden")]
    return note([guess for guess in guesses if os.access(guess, os.F_OK)] or "nothing")
