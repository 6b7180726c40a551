"""Calls back a function that it was never given.

class: protocol
ring: protocol
ends: protocol or died
shown: no
"""

from tools import request


def double(x):
    _, worker = request()
    while True:
        worker._callback(0)()
