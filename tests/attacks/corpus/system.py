"""Runs a program through the shell.

class: processes
ring: seccomp, Landlock
ends: refused
"""

import os

from tools import note


def double(x):
    return note("EPERM" if os.system("true") != 0 else "through")
