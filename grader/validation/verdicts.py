"""What a result says of the test that gave it: whether the test noticed, and whether it named the mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from grader.diagnosis.catalogue import EITHER, Misconception
from grader.model import Status, TestResult
from grader.validation.evidence import Evidence, VariantTrial


class Kill(StrEnum):
    """What one test makes of one misconception; the later, the more it weighs."""

    NONE = "none"
    KILLED = "killed"  # the test fails, and gives no name or is of no task of the misconception
    NAMED = "named"
    MISNAMED = "misnamed"


def kills(result: TestResult) -> bool:
    """Whether the test fails; a broken one says nothing."""
    return result.status not in (Status.PASSED, Status.BROKEN)


def judges(result: TestResult) -> bool:
    """Whether the test found a fault by itself: code that raises fails whatever calls it."""
    return kills(result) and result.status not in (Status.ERROR, Status.MISSING)


def kill(result: TestResult, trial: VariantTrial, misconception: Misconception) -> Kill:
    """A variant may go by the name of its misconception, and by those of stated twins."""
    if not kills(result):
        return Kill.NONE
    if result.diagnosis is None or result.task not in trial.variant.tasks:
        return Kill.KILLED
    names = set(result.diagnosis.id.split(EITHER))
    return Kill.NAMED if names <= {misconception.id, *misconception.twins} else Kill.MISNAMED


def trials_of(misconception: Misconception, evidence: Evidence) -> Iterator[VariantTrial]:
    return (trial for trial in evidence.variants if trial.variant.misconception == misconception.id)


def heaviest(found: Iterable[Kill]) -> Kill:
    order = list(Kill)
    return max(found, key=order.index, default=Kill.NONE)
