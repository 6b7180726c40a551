"""Ends the process with the exit status of a success.

class: ends
ring: process
ends: died
"""

import os


def double(x):
    os._exit(0)
