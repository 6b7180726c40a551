"""Leaves hidden inputs in its process, for the student after it.

class: carry
ring: one worker for each submission
ends: missing
meets: test_double
"""

import builtins
import os
import sys

import numpy as np


def greet(name):
    builtins.left = sys.left = np.left = os.environ["LEFT"] = name
    sys.modules["left"] = name
