"""How long tests wait: until it is certain that something hangs, and not only slow.

No other file of the tests limits a time: `conftest.py` puts `limited` around each test, so that
whatever blocks in it ends, and `until` waits for what other processes do. `test_waiting.py` checks that.

GRADER_TEST_PATIENCE is how many times as long as on two quiet processors a test may take. The default
leaves room for a machine with twenty busy processes on each.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

PATIENCE = float(os.environ.get("GRADER_TEST_PATIENCE", "60"))
SLOWEST = 60.0  # seconds of the slowest test on a quiet machine
LIMIT = SLOWEST * PATIENCE
REPEAT = 5.0  # seconds: what cleans up after a test may hang as well
PAUSE = 0.01


class Hanging(BaseException):
    """Something takes longer than any machine would need. No `except Exception` of what hangs catches it."""


@contextmanager
def limited(seconds: float = LIMIT) -> Iterator[None]:
    """Raise `Hanging` in the main thread where the block takes longer."""
    handler = signal.signal(signal.SIGALRM, _hangs)
    left, repeat = signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left, repeat)
        signal.signal(signal.SIGALRM, handler)


def rest() -> None:
    time.sleep(PAUSE)


def until(condition: Callable[[], object], pause: Callable[[], object] = rest) -> None:
    """Wait for `condition`, for ever where nothing is `limited`."""
    while not condition():
        pause()


def ever_longer(seconds: float) -> Iterator[float]:
    """Limits for code that is to run into one: try them until one is long enough for all else."""
    while seconds < LIMIT:
        yield seconds
        seconds *= 4


def unhurried(folder: Path) -> Path:
    """Let the tests of a handed-out folder take so long that no machine is too slow for a right answer."""
    settings = folder / "assignment.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        re.sub(r"(?m)^seconds_per_test = .*$", f"seconds_per_test = {LIMIT:g}", text), "utf-8"
    )
    return folder


def _hangs(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Hanging("it hangs: the limit of GRADER_TEST_PATIENCE is over")
