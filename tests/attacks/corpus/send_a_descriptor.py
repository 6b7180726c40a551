"""Uses its channel as the socket that it is.

class: kernel
ring: seccomp
ends: refused
"""

import os

from tools import tried


def double(x):
    import socket

    return tried(lambda: socket.socket(fileno=os.dup(3)).send(b"x"))
