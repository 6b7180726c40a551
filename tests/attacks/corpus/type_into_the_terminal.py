"""Types into the terminal of whoever started the grader.

class: kernel
ring: seccomp, the kernel's own rules
ends: refused
"""

from tools import tried


def double(x):
    import fcntl
    import termios

    return [tried(fcntl.ioctl, f, termios.TIOCSTI, b"x") for f in (0, 1, 3)]
