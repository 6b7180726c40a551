"""An examiner: a trusted process that collects the suite once and grades what it is sent.

Started as `python -m grader.engines.examiner FD`, FD being its end of a socket pair.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

from grader.engines.engine import Examine
from grader.engines.pipe import Heartbeat, Pipe, RemoteError
from grader.errors import UsageError
from grader.grading import Job, SuiteInfo, Work
from grader.runner.guard import guard
from grader.sandbox.lockdown import libc

HEARTBEAT = 5.0  # seconds between two signs of life


def main(examine: Examine) -> None:
    """Read the job, then work until the parent closes; send the briefing, then grades."""
    _die_with_the_parent()
    # Ctrl-C reaches the whole terminal; what it means is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = _inherited_pipe(int(sys.argv[1]))
    job = pipe.receive()
    if not isinstance(job, Job):
        return
    try:
        examine(job, _works(pipe), partial(ready, tell=pipe.send), pipe.send, _heart(pipe))
    except UsageError as error:
        pipe.send(RemoteError.of(error))


def ready(briefing: SuiteInfo, tell: Callable[[SuiteInfo], None]) -> None:
    """The suite is proved: what comes from here on are students' values, so limit this process."""
    guard.apply()
    tell(briefing)


def _die_with_the_parent() -> None:
    # A parent that died before this line has also closed its end of the pipe.
    if sys.platform == "linux":
        libc.prctl(libc.PR_SET_PDEATHSIG, signal.SIGKILL)


def _inherited_pipe(fd: int) -> Pipe:
    os.set_inheritable(fd, False)
    # A copy that only the kernel closes: when the parent hears the end, the exit code is settled.
    os.dup(fd)
    return Pipe(socket.socket(fileno=fd))


def _heart(pipe: Pipe) -> Callable[[], None]:
    """To be called as often as one likes; tells the parent now and then."""
    told = time.monotonic()

    def beat() -> None:
        nonlocal told
        if time.monotonic() - told >= HEARTBEAT:
            told = time.monotonic()
            pipe.send(Heartbeat())

    return beat


def _works(pipe: Pipe) -> Iterator[Work]:
    while isinstance(noun := pipe.receive(), Work):
        yield noun


if __name__ == "__main__":
    from grader.grading.examination import examine

    main(examine)
