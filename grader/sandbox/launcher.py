"""The trusted side of the zygote: starts it, asks it for workers, notices when either ends."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import IsolationUnavailable, SandboxError
from grader.model import Isolation, Limits
from grader.sandbox.blas import ONE_THREAD
from grader.sandbox.channel import Channel, Left

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
UNPRIVILEGED_USER = 60001
START_SECONDS = 600.0
ANSWER_SECONDS = 600.0  # of the zygote, which runs none of the submission; a busy machine takes its time
MAX_MESSAGE = 1 << 16

ENVIRONMENT = ONE_THREAD | {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    # Freed memory stays for the next array, which the kernel then need not clear again.
    "MALLOC_TRIM_THRESHOLD_": "33554432",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
}
# The package's root is on the path only while grader's own modules load, even in an editable install.
BOOTSTRAP = """
import sys
root = sys.argv.pop(1)
sys.path.insert(0, root)
from grader.sandbox.zygote import main
sys.path[:] = [path for path in sys.path if path != root]
main()
"""


def library_paths() -> tuple[str, ...]:
    """What a worker may read: the interpreter's library and the installed packages.

    Never `sys.prefix` as a whole: an environment inside the course would open the hidden tests.
    """
    paths = sysconfig.get_paths()
    own = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    system = {"/usr/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache"}
    devices = {"/dev/null", "/dev/zero", "/dev/urandom"}
    return tuple(sorted(own | system | devices | {f"{sys.base_prefix}/lib"}))


@dataclass(frozen=True, slots=True)
class Confinement:
    """What to lock workers in with. `secrets` are the paths whose very names and sizes are hidden."""

    mode: str = "kernel"
    secrets: tuple[Path, ...] = ()
    python: str = sys.executable
    uid: int | None = UNPRIVILEGED_USER  # whom root's workers become; None: they stay, without capabilities
    readable: tuple[str, ...] = field(default_factory=library_paths)


@dataclass(frozen=True, slots=True)
class Exit:
    """How a worker ended: `status` is its exit status, or minus the number of the signal."""

    status: int
    cpu_seconds: float

    def __str__(self) -> str:
        if self.status >= 0:
            return f"it ended itself (exit status {self.status})"
        # Real-time signals have no name.
        names = {member.value: member.name for member in signal.Signals}
        return f"killed by {names.get(-self.status, f'signal {-self.status}')}"


class WorkerProcess:
    """One forked process that holds one submission."""

    def __init__(self, zygote: Zygote, pid: int, pidfd: int, channel: Channel, output: int) -> None:
        self.channel = channel
        self.pid = pid
        self._zygote = zygote
        self._pidfd = pidfd
        self._output = output

    def has_ended(self, seconds: float) -> bool:
        """Whether it ends within `seconds`, by itself or by someone else."""
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def kill(self) -> Exit:
        """End it at once, and release what it held. By pidfd: a number may be another process by now."""
        try:
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        except ProcessLookupError:
            pass
        finally:
            self.channel.close()
            os.close(self._pidfd)
        return self._zygote.wait(self.pid)

    def output(self, limit: int) -> str:
        """The first `limit` bytes of what it printed."""
        return os.pread(self._output, limit, 0).decode("utf-8", "replace")

    def close_output(self) -> None:
        os.close(self._output)


class Zygote:
    """A fork server, started when first needed and again when it dies."""

    def __init__(self, confinement: Confinement) -> None:
        refuse_readable_secrets(confinement)
        self._confinement = confinement
        self._process: subprocess.Popen[bytes] | None = None
        self._living: set[int] = set()
        self._exits: dict[int, Exit] = {}
        self.isolation = Isolation("none")
        self._start()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def spawn(self, limits: Limits) -> WorkerProcess:
        """A new worker; the zygote is started again if it has died."""
        try:
            return self._spawn(limits)
        except (SandboxError, OSError):
            self.close()
        try:
            self._start()
            return self._spawn(limits)
        except OSError as error:
            raise SandboxError(f"no worker can be started ({error})") from error

    def wait(self, pid: int) -> Exit:
        """The end of the worker `pid`, which has been killed or has closed its channel."""
        if pid not in self._living:
            raise SandboxError("the zygote ended, and its workers with it")
        while pid not in self._exits:
            self._next()
        self._living.remove(pid)
        return self._exits.pop(pid)

    def close(self) -> None:
        """End the zygote and its workers with it."""
        if self._process is None:
            return
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._living.clear()
        self._exits.clear()

    def _start(self) -> None:
        try:
            self._launch()
            answer = self._introduce()
        except (SandboxError, OSError):
            self.close()
            raise
        if "refused" in answer:
            self.close()
            raise IsolationUnavailable(
                f"this machine cannot lock student code in: its kernel lacks {answer['refused']}",
                advice="Grade on Linux 5.13 or later with Landlock on (a container on such a kernel will "
                "do), or accept the risk with `--isolation none`: every report will say so.",
            )
        self.isolation = Isolation(self._confinement.mode, tuple(answer["rings"]))

    def _launch(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [
            self._confinement.python,
            # Isolated, but for the variables above: `-I` would not heed PYTHONHASHSEED.
            "-P",
            "-s",
            "-B",
            "-c",
            BOOTSTRAP,
            str(PACKAGE_ROOT),
            str(theirs.fileno()),
        ]
        with theirs:
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], env=ENVIRONMENT, cwd="/", stdin=subprocess.DEVNULL
            )
        self._control = ours

    def _introduce(self) -> dict[str, Any]:
        """Tell the zygote what to lock its workers in with, and hear what this machine has."""
        confinement = self._confinement
        self._send(
            {
                "mode": confinement.mode,
                "readable": list(confinement.readable),
                "hidden": [str(path) for path in confinement.secrets if path.exists()],
                "uid": confinement.uid,
            }
        )
        return self._receive(START_SECONDS)[0]

    def _spawn(self, limits: Limits) -> WorkerProcess:
        request = {
            "memory_bytes": limits.memory_mb << 20,
            # A last resort for code that runs on behind an answer; its time is counted from here. Twice:
            # a test that is tried once more has its time outside of the budget.
            "cpu_seconds": 2 * int(limits.seconds_total) + 10,
            "output_bytes": limits.output_kb << 10,
        }
        ours, theirs = socket.socketpair()
        output = os.memfd_create("output", os.MFD_CLOEXEC)
        try:
            with theirs:
                self._send(request, theirs.fileno(), output)
            message, fds = self._next()
            while "pid" not in message:
                message, fds = self._next()
        except BaseException:
            ours.close()
            os.close(output)
            raise
        self._living.add(message["pid"])
        return WorkerProcess(self, message["pid"], fds[0], Channel(ours.detach(), blocking=False), output)

    def _next(self) -> tuple[dict[str, Any], list[int]]:
        message, fds = self._receive(ANSWER_SECONDS)
        if "exit" in message:
            self._exits[message["exit"]] = Exit(message["status"], message["cpu"])
        return message, fds

    def _send(self, message: dict[str, Any], *fds: int) -> None:
        try:
            socket.send_fds(self._control, [json.dumps(message).encode()], fds)
        except OSError as error:
            raise SandboxError(f"the zygote does not listen ({error})") from None

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        if not readable_within(self._control, seconds):
            raise SandboxError("the zygote does not answer")
        try:
            raw, fds, _, _ = socket.recv_fds(self._control, MAX_MESSAGE, 2)
        except OSError as error:
            raise SandboxError(f"the zygote is gone ({error})") from None
        if not raw:
            raise SandboxError("the zygote ended")
        return json.loads(raw), fds


def within(seconds: float) -> Left:
    """What is left of `seconds` that begin now."""
    deadline = time.monotonic() + seconds
    return lambda: deadline - time.monotonic()


def readable_within(sock: socket.socket, seconds: float) -> bool:
    """Whether something can be read from `sock` before the time is up; signals do not shorten it."""
    deadline = time.monotonic() + seconds
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))


def refuse_readable_secrets(confinement: Confinement) -> None:
    """Raise where a worker's file rules would open a secret: no ring behind them would close it again."""
    if confinement.mode != "kernel":
        return
    exposed = [secret for secret in confinement.secrets if lies_below(secret, confinement.readable)]
    if exposed:
        raise IsolationUnavailable(
            "the course lies inside a folder that student code may read (an interpreter's library)",
            where=str(exposed[0]),
            advice="Move the course to a folder of its own, outside of the Python installation.",
        )


def lies_below(path: Path, folders: Sequence[str]) -> bool:
    resolved = path.resolve()
    return any(resolved.is_relative_to(Path(folder).resolve()) for folder in folders)
