"""Sleeps, and costs no processor time while it does.

class: time
ring: deadline
ends: timeout
"""

import time


def double(x):
    time.sleep(99)
