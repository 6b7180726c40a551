"""Doors of the kernel that a submission has no business at."""

import ctypes
import os

from tools import called, libc, tried


def sockets_of_every_family(places):
    """refused"""
    import socket

    return [tried(socket.socket, f, t) for f in (1, 2, 10, 16, 17, 38, 40) for t in (1, 2, 3)]


def socket_pairs(places):
    """refused"""
    import socket

    return tried(socket.socketpair)


def send_a_descriptor(places):
    """refused"""
    import socket

    return tried(lambda: socket.socket(fileno=os.dup(3)).send(b"x"))


def memfd_bomb(places):
    """refused"""
    return called("memfd_create", b"x", 0)


def pipe_bomb(places):
    """refused"""
    while True:
        got = tried(os.pipe)
        if "through" not in got:
            return got


def io_uring(places):
    """refused"""
    return called("io_uring_setup", 8, 0)


def strange_doors(places):
    """refused"""
    return [
        called(n, 0, 0, 0, 0, 0)
        for n in (
            "bpf",
            "perf_event_open",
            "userfaultfd",
            "keyctl",
            "shmget",
            "inotify_init1",
            "personality",
            "seccomp",
            "landlock_create_ruleset",
        )
    ]


def type_into_the_terminal(places):
    """refused"""
    import fcntl
    import termios

    return [tried(fcntl.ioctl, f, termios.TIOCSTI, b"x") for f in (0, 1, 3)]


def ask_for_signals(places):
    """refused"""
    import fcntl

    return tried(fcntl.fcntl, 3, fcntl.F_SETOWN, os.getppid())


def grow_a_pipe(places):
    """refused"""
    import fcntl

    end = os.pipe()[1]
    return tried(fcntl.fcntl, end, 1031, 1 << 20)


def fill_the_output(places):
    """refused"""
    while True:
        got = tried(os.write, 1, bytes(65536))
        if "through" not in got:
            return got


def grow_the_output(places):
    """refused"""
    return [tried(os.ftruncate, 1, 1 << 40)]


def jump_into_numbers_that_do_not_exist(places):
    """died"""
    libc.syscall(0x40000000 + 57)


def fork_through_int_0x80(places):
    """died"""
    import mmap

    code = mmap.mmap(-1, 4096, prot=7)
    code.write(bytes.fromhex("b802000000cd80c3"))
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()
