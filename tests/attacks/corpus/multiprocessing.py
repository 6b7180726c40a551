"""Starts a process through `multiprocessing`.

class: processes
ring: seccomp
ends: refused
shown: no
"""

from tools import tried


def double(x):
    import multiprocessing as m

    return tried(m.get_context("fork").Process(target=print).start)
