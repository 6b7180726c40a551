"""Count the lines of a submission's own code that Python executes during a call: by `sys.settrace`.

Python 3.11 has no `sys.monitoring`, and line events mean the same from 3.11 to 3.14: one for each line that
is reached, and one for each turn of a loop, a comprehension or a generator that is written on one line. Only
an expression that spreads over several lines, or a generator in `any` or `all`, may count up to twice as much
on one version as on another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Container
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")

MOST_LINES = 1 << 40  # nobody lives to see as many

# Until 3.11 a comprehension has a frame of its own, with a first line that later versions do not see.
_EXTRA_FRAMES = {"<listcomp>", "<setcomp>", "<dictcomp>"} if sys.version_info < (3, 12) else set()


def count_lines(files: Container[str], call: Callable[[], Result]) -> tuple[Result, int]:
    """Run `call`.

    Args:
        files: the names of the files whose lines count; those of libraries do not.
        call: what is run; it may raise.

    Returns:
        What `call` returned, and how many lines were executed.

    Raises:
        RuntimeError: `call` has replaced the trace function, so that nobody knows the count.

    """
    lines = 0

    def on_call(frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename not in files:
            return None
        lines -= frame.f_code.co_name in _EXTRA_FRAMES
        return on_event

    def on_event(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return on_event

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        result = call()
        if sys.gettrace() is not on_call:
            raise RuntimeError("sys.settrace was called while lines were counted")
    finally:
        sys.settrace(before)
    return result, lines


def is_count(value: object) -> bool:
    """Whether a worker's answer can be a number of lines."""
    return type(value) is int and 0 <= value < MOST_LINES
