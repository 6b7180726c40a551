"""Looks for what the student before it may have left.

class: carry
ring: one worker for each submission
ends: raised
"""

import builtins
import os
import sys

import numpy as np
from tools import note


def double(x):
    places = (getattr(builtins, "left", None), getattr(sys, "left", None), getattr(np, "left", None))
    found = [*filter(None, places), *filter(None, [os.environ.get("LEFT"), sys.modules.get("left")])]
    raise ValueError(note(found[0] if found else "nothing"))
