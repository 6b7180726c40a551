"""A process that tries what this kernel grants, one feature after the other, and prints JSON.

It takes a folder to hide and the user to become. Most of what it tries cannot be undone, so that each
try is made in a child; and it is a process of its own because numpy, loaded, would have threads.
"""

from __future__ import annotations

import errno
import functools
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.sandbox.lockdown import landlock, libc, limits, privileges, seccomp

PROBED_MEMORY = 16 << 20
FORBIDDING = {
    "kernel/apparmor_restrict_unprivileged_userns": "1",
    "kernel/unprivileged_userns_clone": "0",
    "user/max_user_namespaces": "0",
}


def main() -> None:
    folder, uid = sys.argv[1], int(sys.argv[2])
    tries: dict[str, Callable[[], str]] = {
        "Landlock": try_landlock,
        "seccomp": try_seccomp,
        "no new privileges": try_no_new_privileges,
        "resource limits": try_resource_limits,
        "process descriptors": try_pidfd,
        "memory files": try_memory_file,
        "mount namespace": functools.partial(try_mount_namespace, folder),
        "user namespace": try_user_namespace,
        "another user": functools.partial(try_another_user, uid),
    }
    features = [{"name": name, **tried_in_child(action)} for name, action in tries.items()]
    sys.stdout.write(json.dumps({"features": features, "filtered": filtered()}))


def tried_in_child(action: Callable[[], str]) -> dict[str, Any]:
    """What became of it: there with a detail, or not, with the error's name."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writer, json.dumps(tried(action)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(told) if told else {"there": False, "detail": "the process that tries it is killed"}


def tried(action: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"there": True, "detail": action()}
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        return {"there": False, "detail": str(error.strerror or error), "error": name}


def filtered() -> bool:
    """Whether a filter of system calls is on this process already."""
    return "\nSeccomp:\t2\n" in Path("/proc/self/status").read_text()


# ---------------------------------------------------------------- the tries: a detail, or OSError


def try_landlock() -> str:
    rules = landlock.ruleset((), 1)  # raises what `version` keeps quiet about
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict(rules)
    must_fail(PermissionError, lambda: list(Path("/").iterdir()))
    return f"ABI {landlock.version()}"


def try_seccomp() -> str:
    machine = os.uname().machine
    if machine not in seccomp.ARCHITECTURES:
        raise OSError(f"the system calls of {machine} are not known to grader")
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.confine(os.getpid())
    must_fail(PermissionError, os.fork)
    return ""


def try_no_new_privileges() -> str:
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    return ""


def try_resource_limits() -> str:
    limits.apply(PROBED_MEMORY, 10)
    must_fail(MemoryError, lambda: bytearray(2 * PROBED_MEMORY))
    return ""


def try_pidfd() -> str:
    signal.pidfd_send_signal(os.pidfd_open(os.getpid()), 0)
    return ""


def try_memory_file() -> str:
    os.memfd_create("probe")
    return ""


def try_mount_namespace(folder: str) -> str:
    try:
        privileges.hide([folder])
    except OSError as error:
        raise OSError(error.errno, forbidden_by() or str(error.strerror)) from None
    if list(Path(folder).iterdir()):
        raise OSError("what it should hide can be seen")
    return ""


def try_user_namespace() -> str:
    libc.unshare(privileges.CLONE_NEWUSER)
    return ""


def try_another_user(uid: int) -> str:
    if os.geteuid() != 0:
        raise OSError(errno.EPERM, "for root alone; submissions run as the user who grades")
    libraries = [Path(path).resolve().parent for path in (os.__file__, where_numpy_is())]
    privileges.become(uid)
    for library in libraries:
        if closed := closed_folder(library):
            raise OSError(errno.EACCES, f"user {uid} cannot reach the interpreter: {closed} is closed")
    return f"user {uid}"


def must_fail(kind: type[Exception], action: Callable[[], object]) -> None:
    """Raise OSError where `action` succeeds: what should have stopped it does not work."""
    try:
        action()
    except kind:
        return
    raise OSError("can be switched on and does nothing")


def where_numpy_is() -> str:
    """Found without loading it."""
    found = importlib.util.find_spec("numpy")
    return str(found.origin) if found else os.__file__


def closed_folder(path: Path) -> Path | None:
    """The uppermost folder on the way to `path` that this user may not enter."""
    folders = [*reversed(path.parents), path]
    return next((folder for folder in folders if not os.access(folder, os.X_OK)), None)


def forbidden_by() -> str:
    """The settings of this kernel that keep users from namespaces."""
    settings = []
    for name, forbidding in FORBIDDING.items():
        path = Path("/proc/sys", name)
        if path.exists() and path.read_text().strip() == forbidding:
            settings.append(f"{name.replace('/', '.')} = {forbidding}")
    return " and ".join(settings)


if __name__ == "__main__":
    main()
