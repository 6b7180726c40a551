"""Reads the secret that seeds the hidden inputs, and pages and grades of others.

class: files
ring: Landlock
ends: refused
"""

import os

from tools import PLACES, content, tried


def double(x):
    tried(content, PLACES["secret"])
    tried(content, PLACES["gradebook"])
    tried(os.listdir, PLACES["pages"])
    tried(os.listdir, PLACES["root"])
