"""Starts threads with small stacks until something gives.

class: processes
ring: seccomp
ends: refused
shown: no
"""

import time

from tools import note


def double(x):
    import _thread
    import threading

    threading.stack_size(32768)
    try:
        while True:
            _thread.start_new_thread(time.sleep, (9,))
            note("through: a thread")
    except RuntimeError:
        return note("no thread")
