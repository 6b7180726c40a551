"""Opens a pair of sockets.

class: kernel
ring: seccomp
ends: refused
"""

from tools import tried


def double(x):
    import socket

    return tried(socket.socketpair)
