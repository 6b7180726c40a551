"""The time that a submission answers for: its worker ran, or chose to wait (as in `time.sleep`).

What the machine takes is counted apart, and costs no test: waiting for a processor, a worker that
someone stopped, a disk that is slow, a suspended machine, delays of the grader's own process.
(Linux, Documentation/scheduler/sched-stats.rst; proc_pid_stat(5))
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

SLICE = 0.25  # seconds between two looks at a worker that has not answered
SHORTEST = 0.01
BACKSTOP = 100  # seconds that pass for each second allowed, before a test is given up as ours
FORGIVEN = 60.0  # seconds of a session in which a stopped worker is not charged: it could stop itself

PROCESSOR = "waiting for a processor"
SIGNAL = "stopped by a signal"
DISK = "waiting for a disk"
SUSPENDED = "the machine or the grader suspended"
_STOPPED = {"T": SIGNAL, "t": SIGNAL, "D": DISK}  # states of proc_pid_stat(5)


class Reading(NamedTuple):
    """What the kernel has counted of a process, in seconds; None and "" where it does not say."""

    ran: float
    waited: float | None  # ready to run, and no processor free
    state: str


class ProcessTimes:
    """Reads what the kernel counts of the process `pid`, also when it belongs to another user."""

    def __init__(self, pid: int, proc: str = "/proc") -> None:
        self._cpu_clock = (~pid << 3) | 2  # CPUCLOCK_SCHED: all threads of the process (clock_gettime(2))
        self._schedstat = _opened(f"{proc}/{pid}/schedstat")
        self._stat = _opened(f"{proc}/{pid}/stat")
        self._last = Reading(0.0, None, "")

    def read(self) -> Reading:
        """The counts as they are now; of a process that has ended, as they were read last."""
        with suppress(OSError, ValueError, IndexError):
            state = _read(self._stat).rpartition(b")")[2].split()[0].decode() if self._stat else ""
            waited = int(_read(self._schedstat).split()[1]) / 1e9 if self._schedstat else None
            self._last = Reading(time.clock_gettime(self._cpu_clock), waited, state)
        return self._last

    def close(self) -> None:
        for fd in filter(None, (self._schedstat, self._stat)):
            os.close(fd)


@dataclass(frozen=True, slots=True)
class Spent:
    """How a test's time went, in seconds: `used` by the submission, and what was lost, by its cause."""

    used: float = 0.0
    lost: Mapping[str, float] = field(default_factory=dict)
    exact: bool = True  # whether the kernel tells waiting for a processor from sleeping


class Clock:
    """Counts for one session, test by test. It runs only between `resume` and `pause`.

    Args:
        total: seconds that all tests of the session may use together.
        on_tick: called every `SLICE` seconds while an answer is awaited.
        proc: where the proc filesystem is mounted.
        now: seconds of a clock that nobody sets.

    """

    def __init__(
        self,
        total: float,
        on_tick: Callable[[], None] = lambda: None,
        *,
        proc: str = "/proc",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._budget = total
        self._on_tick = on_tick
        self._proc = proc
        self._now = now
        self._own = _opened(f"{proc}/thread-self/schedstat")
        self._worker: ProcessTimes | None = None
        self._forgiven = FORGIVEN
        self.begin(0.0)

    # -------------------------------------------------------------- one test after the other

    def begin(self, seconds: float, *, alone: bool = False) -> None:
        """Start a test that may use `seconds`, as far as the budget goes; `alone`: outside of the budget."""
        self.limited_by_budget = not alone and seconds > self._budget
        self.allowed = max(0.0, min(seconds, self._budget)) if self.limited_by_budget else seconds
        self._alone = alone
        self._backstop = BACKSTOP * max(seconds, 1.0)
        self._ran = self._waited = self._idle = self._awake = self._passed = self._short = 0.0
        self._lost: dict[str, float] = {}
        self._exact = True
        self._worker_before = self._worker.read() if self._worker else None
        self._own_before = self._own_waited()
        self._running_since: float | None = None

    def end(self) -> Spent:
        """The end of the test, and how its time went."""
        self._account(0.0)
        if not self._alone:
            self._budget -= self.used
        lost = self._lost | ({PROCESSOR: self._waited} if self._waited else {})
        return Spent(self.used, lost, self._exact)

    def so_far(self) -> float:
        """What the test has used until now, to the last call."""
        self._account(0.0)
        return self.used

    @property
    def used(self) -> float:
        """What the test has used, as far as the kernel was asked."""
        return self._ran + self._idle

    @property
    def is_over(self) -> bool:
        return self.used >= self.allowed or self.machine_failed

    @property
    def machine_failed(self) -> bool:
        """Whether far too much time has passed for what the submission could use of it."""
        return self._passed > self._backstop

    # -------------------------------------------------------------- the worker

    def watch(self, pid: int) -> None:
        """A worker has started; what it has used until now was not for the test."""
        self._worker = ProcessTimes(pid, self._proc)
        self._worker_before = self._worker.read()

    def forget(self, ran: float | None = None) -> None:
        """The worker has ended; `ran` is the processor time of its whole life, where that is known."""
        self._account(0.0)
        if self._worker is not None:
            if ran is not None and self._worker_before is not None:
                self._ran += max(0.0, ran - self._worker_before.ran)
            self._worker.close()
        self._worker = self._worker_before = None

    # -------------------------------------------------------------- while an answer is awaited

    def resume(self) -> None:
        self._running_since = self._now()

    def pause(self) -> None:
        if self._running_since is not None:
            elapsed, self._running_since = self._now() - self._running_since, None
            if 0 <= elapsed <= SLICE:
                self._short += elapsed  # the kernel is asked at the end of the test
            else:
                self._account(elapsed)

    def left(self) -> float:
        """Seconds to wait for an answer before asking again; none where the test's time is over."""
        left = self.allowed - self.used
        if self._running_since is not None:
            now = self._now()
            elapsed = now - self._running_since
            if elapsed + self._short >= min(SLICE, left):
                self._running_since = now
                self._account(elapsed)
                self._on_tick()
                left = self.allowed - self.used
        return 0.0 if self.is_over else min(SLICE, max(left, SHORTEST))

    def close(self) -> None:
        self.forget()
        if self._own:
            os.close(self._own)
            self._own = None

    # -------------------------------------------------------------- how it is counted

    def _account(self, elapsed: float) -> None:
        """Account for `elapsed` seconds of waiting and the short waits before them.

        Nobody waits longer than SLICE without looking: what goes beyond, this process slept through.
        """
        own = self._own_waited() - self._own_before
        self._own_before += own
        awake = max(0.0, min(self._short + elapsed - own, self._short + SLICE))
        self._lose(SUSPENDED, elapsed - own - SLICE, at_least=1.0)
        self._passed += awake + own
        self._awake += awake
        self._short = 0.0
        if self._worker is not None and self._worker_before is not None:
            self._read(self._worker, self._worker_before, elapsed)

    def _read(self, worker: ProcessTimes, before: Reading, elapsed: float) -> None:
        now = self._worker_before = worker.read()
        self._ran += max(0.0, now.ran - before.ran)
        if now.waited is None or before.waited is None:
            self._exact = False
            self._guess(now.state, elapsed)
            return
        self._waited += now.waited - before.waited
        idle = self._awake - self._ran - self._waited - self._stopped
        if now.state != "R":  # the wait that it is in is not counted yet: nothing is known of it
            self._settle(now.state, max(0.0, idle - self._idle))

    def _guess(self, state: str, elapsed: float) -> None:
        """Without schedstat only a worker that is asleep at a look counts as one that chose to wait."""
        if state != "R" and state:
            self._settle(state, max(0.0, min(elapsed, SLICE)))

    def _settle(self, state: str, idle: float) -> None:
        cause = _STOPPED.get(state)
        if cause is not None:
            forgiven = min(idle, self._forgiven)
            self._forgiven -= forgiven
            self._lose(cause, forgiven)
            idle -= forgiven
        self._idle += idle

    def _lose(self, cause: str, seconds: float, at_least: float = 0.0) -> None:
        if seconds > at_least:
            self._lost[cause] = self._lost.get(cause, 0.0) + seconds

    @property
    def _stopped(self) -> float:
        return sum(seconds for cause, seconds in self._lost.items() if cause != SUSPENDED)

    def _own_waited(self) -> float:
        with suppress(OSError, ValueError, IndexError):
            return int(_read(self._own).split()[1]) / 1e9 if self._own else 0.0
        return 0.0


def _opened(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _read(fd: int | None) -> bytes:
    return os.pread(fd, 1024, 0) if fd is not None else b""
