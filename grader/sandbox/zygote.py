"""The fork server: a fresh process with numpy loaded, which forks one locked-in worker per request.

It is exec'd with a clean environment before it could hold any secret, so that nothing of the
tests, the references or the scores is in the memory that its children inherit. It speaks JSON
over a SEQPACKET socket: one message, one request, with file descriptors attached.
"""

from __future__ import annotations

import contextlib
import ctypes  # noqa: F401 - loaded before the fork, for every child
import functools  # noqa: F401
import gc
import json
import math  # noqa: F401
import os
import random
import select
import signal
import socket
import sys
import traceback
import typing  # noqa: F401
from typing import Any, NoReturn

import numpy as np

from grader.sandbox.channel import Channel, ChannelClosed
from grader.sandbox.lockdown import landlock, libc, limits, privileges, seccomp
from grader.sandbox.worker import OUT_OF_MEMORY, Worker, redirect_output

OUTPUT, CHANNEL, RULES, FIRST_CLOSED = 1, 3, 4, 5  # a worker's file descriptors
FIRST_FREE_FD = 16  # everything that arrives lies above this, so that dup2 never meets it
MAX_FD = 1 << 16
MAX_REQUEST = 1 << 16
LOCKDOWN_FAILED = 87  # exit status of a worker that could not lock itself in

Request = dict[str, Any]


class Lockdown:
    """What is set up once for all workers: the file rules, the namespace, and who they will be."""

    def __init__(self, order: Request) -> None:
        self.rings: list[str] = []
        self.rules: int | None = None
        self.uid: int | None = None
        self.kernel = order["mode"] == "kernel"
        if not self.kernel:
            return
        abi = landlock.version()
        missing = [name for name, there in (("Landlock", abi), ("seccomp", seccomp.available())) if not there]
        if missing:
            raise LookupError(" and ".join(missing))
        self._hide(order["hidden"])
        # The paths are opened before anybody changes users: the library may lie in a closed home.
        self.rules = landlock.ruleset(order["readable"], abi)
        if os.geteuid() == 0:
            self._choose_user(order["uid"])
            self._rely_on_ownership(order["hidden"])
        self.rings += [f"Landlock ABI {abi}", "seccomp", "resource limits", "no new privileges"]

    def _hide(self, paths: list[str]) -> None:
        # Landlock guards the contents without it; where it is refused the rings tell.
        with contextlib.suppress(OSError):
            privileges.hide(paths)
            self.rings.append("mount namespace")

    def _choose_user(self, uid: int | None) -> None:
        if uid is not None and can_run_as(uid):
            self.uid = uid
            self.rings.append(f"user {uid}")
        else:
            self.rings.append("no capabilities")

    def _rely_on_ownership(self, paths: list[str]) -> None:
        """Where no namespace hides the paths, another user may still be kept out by their modes."""
        namespace = "mount namespace" in self.rings
        if not namespace and self.uid is not None and closed_to(self.uid, paths):
            self.rings.append("closed by ownership")

    def apply(self, request: Request) -> None:
        """Lock this process in, for good. The order matters: each step needs rights that the next takes."""
        if self.uid is not None:
            privileges.become(self.uid)
            libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of user clears it
        libc.prctl(libc.PR_SET_DUMPABLE, 0)
        limits.apply(request["memory_bytes"], request["cpu_seconds"])
        if self.rules is None:
            return
        privileges.drop_capabilities()
        libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
        landlock.restrict(RULES)
        os.close(RULES)
        seccomp.confine(os.getpid())


def can_run_as(uid: int) -> bool:
    """Whether the user `uid` can reach the interpreter's library and numpy's."""
    libraries = [os.path.dirname(file) for file in (os.__file__, np.__file__)]
    return privileges.asked_as(uid, lambda: all(os.listdir(library) for library in libraries))


def closed_to(uid: int, paths: list[str]) -> bool:
    """Whether the user `uid` learns neither names (a folder's right to read) nor sizes (to enter it)."""
    return bool(paths) and privileges.asked_as(
        uid, lambda: not any(os.access(path, right) for path in paths for right in (os.R_OK, os.X_OK))
    )


class ForkServer:
    """Serves requests until the other end of its control socket closes."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, int] = {}  # pidfd -> pid
        self._poll = select.poll()
        self._poll.register(control.fileno(), select.POLLIN)
        self._confinement = self._confine()

    def serve(self) -> None:
        while True:
            for fd, _ in self._poll.poll():
                if fd == self._control.fileno():
                    self._answer()
                else:
                    self._reap(fd)

    def _confine(self) -> Lockdown:
        order = json.loads(self._control.recv(MAX_REQUEST))
        try:
            confinement = Lockdown(order)
        except LookupError as missing:
            self._say({"refused": missing.args[0]})
            sys.exit(1)
        self._say({"rings": confinement.rings})
        return confinement

    def _answer(self) -> None:
        raw, fds, _, _ = socket.recv_fds(self._control, MAX_REQUEST, 2)
        if not raw:
            self._end()
        pid = os.fork()
        if pid == 0:
            self._become_worker(json.loads(raw), *fds)
        for fd in fds:
            os.close(fd)
        pidfd = os.pidfd_open(pid)
        self._workers[pidfd] = pid
        self._poll.register(pidfd, select.POLLIN)
        self._say({"pid": pid}, pidfd)

    def _reap(self, pidfd: int) -> None:
        pid = self._workers.pop(pidfd)
        self._poll.unregister(pidfd)
        os.close(pidfd)
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        self._say({"exit": pid, "status": code, "cpu": usage.ru_utime + usage.ru_stime})

    def _say(self, message: dict[str, Any], *fds: int) -> None:
        try:
            socket.send_fds(self._control, [json.dumps(message).encode()], fds)
        except OSError:
            self._end()

    def _end(self) -> NoReturn:
        for pid in self._workers.values():
            os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still theirs
            os.waitpid(pid, 0)
        os._exit(0)

    def _keep_descriptors(self, channel: int, output: int) -> None:
        """The channel, the file rules, an empty input and the output; nothing else stays open."""
        kept = [(channel, CHANNEL), (output, 1), (output, 2), (os.open(os.devnull, os.O_RDONLY), 0)]
        if self._confinement.rules is not None:
            kept.append((self._confinement.rules, RULES))
        for fd, number in kept:
            os.dup2(fd, number)
        first = FIRST_CLOSED if self._confinement.rules is not None else RULES
        os.closerange(first, MAX_FD)

    def _become_worker(self, request: Request, channel: int, output: int) -> NoReturn:
        status = LOCKDOWN_FAILED
        try:
            self._control.close()
            gc.enable()
            start_afresh()
            self._keep_descriptors(channel, output)
            self._confinement.apply(request)
            stream = redirect_output(OUTPUT, request["output_bytes"])
            status = 1
            Worker(Channel(CHANNEL, blocking=True), stream).serve()
        except ChannelClosed:
            status = 0
        except MemoryError:
            status = OUT_OF_MEMORY
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)


def start_afresh() -> None:
    """Signals as at birth, a session of its own, and an end with the zygote's."""
    random.seed(0)  # as numpy's numbers; a fork makes this module draw a seed of its own
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    # A machine that runs out of memory ends a worker before those who grade it.
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)


def warm_up() -> None:
    """Touch what numpy loads late, so that no worker has to; then freeze what the children share."""
    np.random.default_rng(0).standard_normal(3)
    np.linalg.svd(np.eye(3))
    str(np.ones((2, 2)) @ np.ones((2, 2)))
    np.random.seed(0)  # the same global state for every submission, in every run
    gc.collect()
    gc.freeze()
    gc.disable()


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the terminal is the parent's to handle
    sys.argv = ["submission"]
    while os.open(os.devnull, os.O_RDONLY) < FIRST_FREE_FD:
        pass
    warm_up()
    ForkServer(control).serve()
