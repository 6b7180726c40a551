"""Ends by a segmentation fault.

class: ends
ring: process
ends: died
shown: no
"""

import ctypes


def double(x):
    ctypes.string_at(0)
