"""From results to points. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import Status, TestResult


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of those possible; `final` is None while the grade is withheld."""

    raw: float
    possible: float
    final: float | None


def score(results: Sequence[TestResult]) -> Score:
    """A broken test withholds the grade: whether its points were earned is not known."""
    raw = sum(result.earned for result in results)
    possible = sum(result.possible for result in results)
    withheld = any(result.status is Status.BROKEN for result in results)
    return Score(raw, possible, None if withheld else raw)
