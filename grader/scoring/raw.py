"""What the tests of one submission earned, before anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import Status, TestResult
from grader.scoring.points import total


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of those possible; `final` is None while the grade is withheld."""

    raw: float
    possible: float
    final: float | None


def score(results: Sequence[TestResult]) -> Score:
    """A broken test withholds the grade: whether its points were earned is not known."""
    raw = total(result.earned for result in results)
    possible = total(result.possible for result in results)
    withheld = any(result.status is Status.BROKEN for result in results)
    return Score(raw, possible, None if withheld else raw)
