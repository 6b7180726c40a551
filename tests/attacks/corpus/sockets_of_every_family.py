"""Opens sockets of every family.

class: kernel
ring: seccomp
ends: refused
"""

from tools import tried


def double(x):
    import socket

    return [tried(socket.socket, f, t) for f in (1, 2, 10, 16, 17, 38, 40) for t in (1, 2, 3)]
