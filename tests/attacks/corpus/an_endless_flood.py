"""Sends without end what is no answer.

class: time
ring: deadline
ends: protocol or died or timeout
shown: no
"""

import os


def double(x):
    while True:
        os.write(3, bytes(65536))
