"""Reads a file whose mode forbids it to everybody, as root may.

class: files
ring: no capabilities
ends: refused
"""

from tools import PLACES, content, tried


def double(x):
    return tried(content, PLACES["closed"])
