"""The examiner's own limits while it works on a student's values: memory, and CPU time for each test.

What a submission sends is bounded before it is used (`grader/sandbox/bounds.py`, `answers.require_size`), and
what is out of proportion is the student's failure. These limits are behind that. What reaches one of them
found a hole in our bounds or is a test that costs too much: that is our failure, so the test is BROKEN.

Only `apply` limits anything, and only examiners call it: in a plain pytest run nothing here has an effect.
"""

from __future__ import annotations

import atexit
import math
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Beyond what the process had at most while the suite was proved. An answer takes 16 MB, the tape 64 MB.
ROOM_BYTES = 512 << 20
# A test may cost the examiner so many times what it cost on the reference, and never less than the seconds.
TIMES = 20
LEAST_SECONDS = 10.0
TICK_SECONDS = 0.25
MEMORY = Path("/proc/self/status")


class Overrun(BaseException):
    """The examiner used up its CPU time. No `except Exception` in a test may hold it back."""


class Guard:
    """Measures tests until it is applied, and limits them from then on.

    CPU time, not time on the clock: a busy machine changes nothing.
    """

    def __init__(self) -> None:
        self._applied = False
        self._deadline = math.inf  # in seconds of `time.process_time`
        self._costs: dict[str, float] = {}

    def apply(self) -> None:
        """Limit this process for good: the suite is proved, and what comes now are students' values.

        The soft limit alone, of the address space: workers replace it by their own.
        """
        self._applied = True
        if MEMORY.exists():
            _limit_memory()
        signal.signal(signal.SIGPROF, self._tick)
        # Again and again: Python drops what is raised while it finalizes an object.
        signal.setitimer(signal.ITIMER_PROF, TICK_SECONDS, TICK_SECONDS)
        atexit.register(signal.setitimer, signal.ITIMER_PROF, 0)  # at its end Python takes the handler away

    @contextmanager
    def test(self, name: str) -> Iterator[None]:
        """Limit one test by what it cost on the reference; note that cost as long as nothing is limited."""
        began = time.process_time()
        with self.within(max(LEAST_SECONDS, TIMES * self._costs.get(name, 0.0))):
            yield
        if not self._applied:
            self._costs[name] = max(self._costs.get(name, 0.0), time.process_time() - began)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Raise Overrun in what uses more CPU time, or more than is left of what is around it."""
        before = self._deadline
        self._deadline = min(before, time.process_time() + seconds)
        try:
            yield
        finally:
            self._deadline = before

    def check(self) -> None:
        """Raise Overrun if the time is used up."""
        if self._applied and time.process_time() > self._deadline:
            raise Overrun("the examiner needed more CPU time than work on any right answer takes")

    def _tick(self, *_: object) -> None:
        self.check()


def _limit_memory() -> None:
    import resource  # not on Windows, where students run their public tests

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = _peak_bytes() + ROOM_BYTES
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _peak_bytes() -> int:
    """The most address space that this process has had."""
    (line,) = [line for line in MEMORY.read_text().splitlines() if line.startswith("VmPeak:")]
    return int(line.split()[1]) << 10


guard = Guard()  # one for the process, as its limits are
