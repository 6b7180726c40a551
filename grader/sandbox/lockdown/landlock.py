"""Landlock: which files a process may read. (Linux 5.13; Documentation/userspace-api/landlock.rst)"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

from grader.sandbox.lockdown import libc

# The three system calls have the same numbers on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
QUERY_VERSION = 1
RULE_PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3

# The rights that each version of the interface added.
FILE_RIGHTS = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
NETWORK_RIGHTS = (4, 0b11)  # bind and connect TCP
SCOPES = (6, 0b11)  # abstract unix sockets, signals


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def version() -> int:
    """The version of the interface that this kernel has; 0 where Landlock is missing or off."""
    try:
        return libc.syscall(
            "landlock", CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(QUERY_VERSION)
        )
    except OSError:
        return 0


def ruleset(readable: Iterable[str], abi: int) -> int:
    """A file descriptor of rules that allow to read `readable` and handle every other right.

    Made once, before any change of user, so that paths below a closed home can be opened.
    """
    handled = sum(bits for since, bits in FILE_RIGHTS if abi >= since)
    network = NETWORK_RIGHTS[1] if abi >= NETWORK_RIGHTS[0] else 0
    scopes = SCOPES[1] if abi >= SCOPES[0] else 0
    attributes = struct.pack("=QQQ", handled, network, scopes)
    size = 24 if scopes else 16 if network else 8
    rules = libc.syscall(
        "landlock_create_ruleset", CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    for path in readable:
        _allow(rules, path)
    return rules


def restrict(rules: int) -> None:
    """Put this process under `rules`, for good. Needs no_new_privs."""
    libc.syscall("landlock_restrict_self", RESTRICT_SELF, rules, ctypes.c_uint32(0))


def _allow(rules: int, path: str) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not on this machine: nothing to allow
    try:
        # A directory's right on a plain file is refused by the kernel.
        rights = READ_FILE | READ_DIR if stat.S_ISDIR(os.fstat(fd).st_mode) else READ_FILE
        rule = _PathBeneath(rights, fd)
        libc.syscall(
            f"landlock_add_rule {path}",
            ADD_RULE,
            rules,
            RULE_PATH_BENEATH,
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )
    finally:
        os.close(fd)
