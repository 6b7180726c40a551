"""Starts a session of its own and forks, to outlive the run.

class: processes
ring: seccomp
ends: refused
shown: no
"""

import os

from tools import tried


def double(x):
    return [tried(os.setsid), tried(os.fork)]
