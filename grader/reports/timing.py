"""Tests that took one student far longer, or far shorter, than the others."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.model import Status
from grader.reports.class_summary import ClassRow, ClassSummary, TestColumn

LIMIT = 3.5
FELT = 0.1  # seconds; a smaller difference is the machine's doing


@dataclass(frozen=True, slots=True)
class Outlier:
    """A test that a student passed in a time unlike the others': its number in the suite, and seconds."""

    row: ClassRow
    number: int
    title: str
    seconds: float
    median: float
    z: float


def outliers(roll: ClassSummary) -> list[Outlier]:
    """Those furthest out first. Only passed tests are compared: one that fails stops where it fails."""
    found = (
        outlier
        for number, column in enumerate(roll.columns, start=1)
        for outlier in _of(roll, number, column)
    )
    return sorted(found, key=lambda one: (-abs(one.z), one.row.student, one.number))


def _of(roll: ClassSummary, number: int, column: TestColumn) -> Iterator[Outlier]:
    passed = [
        place
        for place, status in enumerate(column.statuses())
        if status is Status.PASSED and column.seconds[place] > 0
    ]
    seconds = [column.seconds[place] for place in passed]
    median = statistics.median(seconds) if seconds else 0.0
    for place, took, z in zip(passed, seconds, modified_z(seconds), strict=True):
        if abs(z) > LIMIT and abs(took - median) > FELT:
            yield Outlier(roll.places[place], number, column.test.title, took, median, z)


def modified_z(seconds: Sequence[float]) -> list[float]:
    """Each time's 0.6745 (t - median) / MAD, where t = log seconds and MAD is the median of |t - median|.

    After Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), who call |z| > 3.5 an outlier.
    Zeros where more than half of the times are the same.
    """
    logs = [math.log(value) for value in seconds]
    if not logs:
        return []
    middle = statistics.median(logs)
    spread = statistics.median(abs(value - middle) for value in logs)
    return [0.6745 * (value - middle) / spread if spread else 0.0 for value in logs]
