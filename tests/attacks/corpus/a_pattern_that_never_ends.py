"""Keeps the regular expression engine busy, deep in C.

class: time
ring: deadline
ends: timeout
shown: no
"""


def double(x):
    import re

    re.match("(a+)+$", "a" * 40 + "b")
