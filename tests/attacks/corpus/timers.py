"""Sets timers, whose signals would come behind an answer.

class: kernel
ring: seccomp
ends: refused
"""

import signal

from tools import called, tried


def double(x):
    tried(signal.setitimer, signal.ITIMER_REAL, 1)
    called("timer_create", 0, 0, 0)
