"""A test that ran out of time or memory is tried once more before that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from grader.model import Status, TestResult

LIMITED = {Status.TIMEOUT, Status.MEMORY}
UNCONFIRMED = "there was no time left to try it once more"
CONFIRMED = "tried once more, alone: the same"
OTHERWISE = "ran out of {} at first, and not when it was tried once more, alone"


def confirm(
    results: Iterable[TestResult], again: Callable[[TestResult], TestResult], budget: float
) -> tuple[TestResult, ...]:
    """The results, each timeout and memory fault confirmed or replaced by what the second try gave.

    Of a task one test is enough to confirm: an endless loop costs one more try, not one for each test.

    Args:
        results: of one submission.
        again: runs the test of a result once more, alone.
        budget: seconds that all second tries may use together.

    """
    settled: set[str] = set()
    found = []
    for result in results:
        if result.status not in LIMITED or result.task in settled:
            found.append(result)
        elif budget <= 0:
            found.append(_noted(result, UNCONFIRMED))
        else:
            second = again(result)
            budget -= second.seconds
            if second.status in LIMITED:
                settled.add(result.task)
                found.append(_noted(result, CONFIRMED))
            else:
                what = "time" if result.status is Status.TIMEOUT else "memory"
                found.append(_noted(second, OTHERWISE.format(what)))
    return tuple(found)


def is_unconfirmed(result: TestResult) -> bool:
    return UNCONFIRMED in result.notes


def _noted(result: TestResult, note: str) -> TestResult:
    return replace(result, notes=(*result.notes, note))
