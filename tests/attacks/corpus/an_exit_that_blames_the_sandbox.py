"""Ends with the status of a worker that could not lock itself in, to have its grade withheld.

class: ends
ring: process
ends: died
shown: no
"""

import os


def double(x):
    os._exit(87)
