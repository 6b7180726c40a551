"""Ends with the status of a worker without memory.

class: ends
ring: process
ends: memory
shown: no
"""

import os


def double(x):
    os._exit(86)
