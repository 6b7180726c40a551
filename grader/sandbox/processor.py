"""One processor for processes that take turns.

A question to a worker and its answer wake the other side each time. Where that sleeps on a processor of
its own, the wake-up goes through the kernel, and in a virtual machine through the host: several times
what a change of process costs. The two never run at once, so that nothing is lost on one processor.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from grader.sandbox.lockdown import libc


@contextmanager
def shared(*pids: int | None) -> Iterator[None]:
    """Keep these processes, and what they start meanwhile, on the processor where this one runs now.

    Which that is, the kernel decides anew each time, so that nobody stays for long beside another.
    """
    others = [pid for pid in pids if pid is not None]
    allowed = os.sched_getaffinity(0)
    _move([0, *others], {libc.current_processor()})
    try:
        yield
    finally:
        _move([0, *others], allowed)


def _move(pids: Iterable[int], processors: set[int]) -> None:
    for pid in pids:
        with suppress(OSError):  # ended meanwhile, or a kernel that lets nobody choose
            os.sched_setaffinity(pid, processors)
