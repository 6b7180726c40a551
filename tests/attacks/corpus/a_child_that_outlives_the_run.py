"""Leaves a process behind that writes full marks when the run is over.

class: field
ring: seccomp
ends: refused
shown: no
"""

import os
import time

from tools import note, tried


def double(x):
    if "through" in str(tried(os.fork)):
        os.setsid()
        time.sleep(5)
        note("still here")
