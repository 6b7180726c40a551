"""seccomp: which system calls a process may make. Everything that is not listed answers EPERM.

A refused call is an error that Python shows as PermissionError, so that a harmless program lives
on; only a call through a foreign architecture kills. (Linux, Documentation/userspace-api/seccomp_filter.rst)
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from grader.sandbox.lockdown import libc

ARCHITECTURES = {
    "x86_64": (0, 0xC000003E, 317),
    "aarch64": (1, 0xC00000B7, 277),
}  # column, audit name, seccomp

# fmt: off
# Calls allowed with any arguments: (x86_64, aarch64), None where the architecture lacks one.
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67), "pwrite64": (18, 68),
    "readv": (19, 65), "writev": (20, 66), "access": (21, None), "pipe": (22, None), "select": (23, None),
    "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233), "dup": (32, 23),
    "dup2": (33, None), "nanosleep": (35, 101), "getpid": (39, 172), "exit": (60, 93), "uname": (63, 160),
    "ftruncate": (77, 46), "getdents": (78, None), "getcwd": (79, 17), "chdir": (80, 49),
    "readlink": (89, None), "umask": (95, 166), "gettimeofday": (96, 169), "getrlimit": (97, 163),
    "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153), "getuid": (102, 174),
    "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "getppid": (110, 173),
    "getpgrp": (111, None), "getgroups": (115, 158), "getresuid": (118, 148), "getresgid": (120, 150),
    "getpgid": (121, 155), "getsid": (124, 156), "sigaltstack": (131, 132), "arch_prctl": (158, None),
    "gettid": (186, 178), "time": (201, None), "sched_getaffinity": (204, 123),
    "getdents64": (217, 61), "restart_syscall": (219, 128), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "openat": (257, 56), "newfstatat": (262, 79), "readlinkat": (267, 78), "faccessat": (269, 48),
    "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99), "dup3": (292, 24),
    "pipe2": (293, 59), "getrandom": (318, 278), "membarrier": (324, 283), "statx": (332, 291),
    "rseq": (334, 293), "close_range": (436, 436), "faccessat2": (439, 439),
}
# Calls allowed with some arguments only.
CLONE3, KILL, TGKILL = (435, 435), (62, 129), (234, 131)
IOCTL, FCNTL, PRLIMIT, PRCTL = (16, 29), (72, 25), (302, 261), (157, 167)
FUTEX = (202, 98)
# fmt: on

IOCTLS = (
    0x541B,
    0x5401,
    0x5451,
    0x5450,
    0x5413,
    0x5421,
)  # FIONREAD TCGETS FIOCLEX FIONCLEX TIOCGWINSZ FIONBIO
FCNTLS = (0, 1, 2, 3, 4, 1030, 1034)  # DUPFD GETFD SETFD GETFL SETFL DUPFD_CLOEXEC GET_SEALS: no F_SETOWN
PRCTLS = (15, 16)  # set and get the thread's name
# WAIT WAKE REQUEUE CMP_REQUEUE WAKE_OP LOCK_PI UNLOCK_PI WAIT_BITSET (also by the wall clock) WAKE_BITSET,
# each PRIVATE. The others find a waiting process by a page of a library that both have mapped: workers of
# two students could talk.
FUTEXES = (128, 129, 131, 132, 133, 134, 135, 137, 393, 138)

# BPF operations, and the answers of a filter
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000

SET_MODE_FILTER, GET_ACTION_AVAIL, FLAG_TSYNC = 1, 2, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def available() -> bool:
    """Whether this kernel filters system calls, and we know its architecture."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return False
    action = ctypes.c_uint32(REFUSE)
    try:
        libc.syscall("seccomp", ARCHITECTURES[machine][2], GET_ACTION_AVAIL, 0, ctypes.byref(action))
    except OSError:
        return False
    return True


def confine(pid: int) -> None:
    """Put every thread of this process, whose id is `pid`, under the filter. Needs no_new_privs."""
    code = program(pid, os.uname().machine)
    number = ARCHITECTURES[os.uname().machine][2]
    struct_program = _Program(len(code) // 8, code)
    stray = libc.syscall("seccomp", number, SET_MODE_FILTER, FLAG_TSYNC, ctypes.byref(struct_program))
    if stray:
        raise OSError(errno.EBUSY, f"seccomp: thread {stray} cannot be put under the filter")


def program(pid: int, machine: str) -> bytes:
    """The filter as BPF: may signal and limit process `pid` alone, and start no process or thread."""
    column, audit, _ = ARCHITECTURES[machine]
    code = [
        _step(LOAD, ARCHITECTURE),
        _jump(EQUAL, audit, 1, 0),
        _step(RETURN, KILL_PROCESS),
        _step(LOAD, NUMBER),
    ]
    if machine == "x86_64":
        code += [_jump(AT_LEAST, X32, 0, 1), _step(RETURN, KILL_PROCESS)]
    # glibc falls back to clone, which is refused, when clone3 does not exist.
    code += _call(CLONE3[column], [_refuse(errno.ENOSYS)])
    for call, argument, values, error in (
        (KILL, 0, (pid,), errno.EPERM),
        (TGKILL, 0, (pid,), errno.EPERM),
        # Without this rule a worker can put a limit on its own zygote.
        (PRLIMIT, 0, (0, pid), errno.EPERM),
        (IOCTL, 1, IOCTLS, errno.ENOTTY),
        (FCNTL, 1, FCNTLS, errno.EPERM),
        (PRCTL, 0, PRCTLS, errno.EPERM),
        (FUTEX, 1, FUTEXES, errno.EPERM),
    ):
        code += _call(call[column], _one_of(argument, values, error))
    for numbers in ALLOWED.values():
        number = numbers[column]
        if number is not None:
            code += _call(number, [_step(RETURN, ALLOW)])
    code.append(_refuse(errno.EPERM))
    return b"".join(code)


def _call(number: int, body: list[bytes]) -> list[bytes]:
    """`body` for one system call; the next rule for all others."""
    return [_jump(EQUAL, number, 0, len(body)), *body]


def _one_of(argument: int, values: tuple[int, ...], error: int) -> list[bytes]:
    """Allow when the low half of an argument, which is all that the kernel reads of it, is in `values`."""
    body = [_step(LOAD, ARGUMENTS + 8 * argument)]
    for index, value in enumerate(values):
        body.append(_jump(EQUAL, value, len(values) - index, 0))
    return [*body, _refuse(error), _step(RETURN, ALLOW)]


def _refuse(error: int) -> bytes:
    return _step(RETURN, REFUSE | error)


def _step(operation: int, operand: int) -> bytes:
    return struct.pack("=HBBI", operation, 0, 0, operand)


def _jump(operation: int, operand: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("=HBBI", operation, if_true, if_false, operand)
