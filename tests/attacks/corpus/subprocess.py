"""Runs a program through `subprocess`.

class: processes
ring: seccomp, Landlock
ends: refused
"""

from tools import tried


def double(x):
    import subprocess

    return tried(subprocess.run, ["/bin/true"])
