"""One examiner as its parent sees it: a process, a pipe, the work whose attempt it is, a deadline."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.engines.pipe import Noun, Pipe
from grader.grading import Job, Work
from grader.sandbox.blas import KERNELS, ONE_THREAD

# -P: the current folder may be full of submissions, and none of them may pass for one of our imports.
EXAMINER = (sys.executable, "-P", "-m", "grader.engines.examiner")
PATIENCE = 600.0  # seconds without a sign of life after which an examiner is taken to hang


@dataclass(frozen=True, slots=True)
class Attempt:
    """A piece of work, and whether an examiner was lost over it before."""

    work: Work
    again: bool = False


class Examiner:
    """Started for its first attempt, which it is sent when it has collected the suite.

    `patience` is how many seconds it may be silent: at work it gives a sign of life more often.
    """

    def __init__(self, command: Sequence[str], job: Job, attempt: Attempt, patience: float) -> None:
        self.attempt = attempt
        self._patience = patience
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = _start(command, theirs, job.course.root)
        ours.settimeout(patience)
        self._pipe = Pipe(ours)
        self._send(job)

    def give(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self._send(attempt.work)

    def receive(self) -> Noun | None:
        """The next message, which moves the deadline; None when none will come."""
        try:
            noun = self._pipe.receive()
        except (OSError, ValueError):  # dead, silent in the middle of a message, or not making sense
            return None
        self._wait_anew()
        return noun

    def fileno(self) -> int:
        return self._pipe.fileno()

    def retire(self) -> None:
        """Let it know that there is no more work; it ends by itself."""
        self._pipe.close()

    def kill(self) -> str:
        """End it and all it started, and say how it ended, as in "was killed by SIGSEGV"."""
        self._pipe.close()
        # The group, so that its zygote goes too; before `wait`, while the id is surely its own.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return _ending(self._process.wait())

    def wait(self, seconds: float) -> None:
        """See it out after `retire`, by force when it lingers."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def _send(self, noun: Noun) -> None:
        self._wait_anew()
        with suppress(OSError):  # whoever does not listen is dead or stuck: `receive` or the deadline tells
            self._pipe.send(noun)

    def _wait_anew(self) -> None:
        self.deadline = time.monotonic() + self._patience


def _start(command: Sequence[str], end: socket.socket, folder: Path) -> subprocess.Popen[bytes]:
    """In the course's folder, so that pytest's messages name files as the course does."""
    return subprocess.Popen(
        [*command, str(end.fileno())],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != KERNELS} | ONE_THREAD,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the parent's stdout is the result, and only the parent writes it
        pass_fds=[end.fileno()],
        process_group=0,
    )


def _ending(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
