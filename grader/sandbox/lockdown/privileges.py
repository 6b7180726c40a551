"""Rights that a worker gives up: its user, its capabilities, and its sight of the course's folders."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Callable, Iterable

from grader.sandbox.lockdown import libc

CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 0x1000, 0x4000, 0x40000
CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITY_VERSION_3 = 0x20080522


def become(uid: int) -> None:
    """Root becomes the user `uid`, with no group but its own."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def asked_as(uid: int, question: Callable[[], bool]) -> bool:
    """What `question` answers to the user `uid`; no, where it raises. Asked in a child of root's."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            become(uid)
            status = 0 if question() else 1
        finally:
            os._exit(status)
    return os.waitpid(pid, 0)[1] == 0


def drop_capabilities() -> None:
    """Whoever this process runs as, even root: it has no right beyond a file owner's."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    libc.prctl(libc.PR_CAP_AMBIENT, libc.PR_CAP_AMBIENT_CLEAR_ALL)
    libc.syscall("capset", CAPSET[os.uname().machine], ctypes.byref(header), ctypes.byref(nothing))


def hide(paths: Iterable[str]) -> None:
    """Enter a mount namespace in which `paths` are empty: even stat(2) learns nothing of what is in them.

    Landlock guards contents but not metadata. Raises OSError where the kernel does not permit it.
    """
    if os.geteuid() == 0:
        libc.unshare(CLONE_NEWNS)
    else:
        _enter_user_namespace()
    libc.mount("none", "/", None, MS_REC | MS_PRIVATE)
    flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC
    for path in paths:
        if stat.S_ISDIR(os.stat(path).st_mode):
            libc.mount("tmpfs", path, "tmpfs", flags, "size=4k,nr_inodes=2,mode=0")
        else:
            libc.mount("/dev/null", path, None, MS_BIND)


def _enter_user_namespace() -> None:
    uid, gid = os.getuid(), os.getgid()
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNS)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
