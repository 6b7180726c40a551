"""Raises in code that claims to be a file of the course.

class: lies
ring: process
ends: raised
shown: no
"""

from tools import PLACES


def double(x):
    exec(compile("1 / 0", PLACES["reference"], "exec"))
