"""From how a test ended to what is said about it: whose fault it was is decided here."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from grader.errors import GraderError, SubmissionFault
from grader.model import Status
from grader.observations import AssertionFailed, Broken, Observation, Unusable
from grader.testing.answers import CheckFailed

MAX_TEXT = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, and what was seen where it is not a pass."""

    status: Status
    observed: Observation | None = None


PASSED = Verdict(Status.PASSED)


def broken(reason: str) -> Verdict:
    """Our own failure: no student is to blame."""
    return Verdict(Status.BROKEN, Broken("the test", reason))


def judge(error: BaseException, when: str) -> Verdict:
    """The verdict on a test that ended with `error` in its phase `when` (setup, call, teardown).

    The suite has passed on the reference, so what a test and its fixtures cannot work with is what
    the submission gave them: an unexpected error there is a wrong answer, not a fault of ours.
    """
    if isinstance(error, SubmissionFault):
        return Verdict(error.status, error.observation)
    if isinstance(error, CheckFailed):
        return Verdict(Status.FAILED, error.observation)
    if when == "teardown" or isinstance(error, GraderError | MemoryError | pytest.skip.Exception):
        return broken(describe(error))
    if isinstance(error, AssertionError):
        return Verdict(Status.FAILED, AssertionFailed("the result", str(error)[:MAX_TEXT]))
    if isinstance(error, Exception | pytest.fail.Exception):
        return Verdict(Status.FAILED, Unusable("the result", describe(error)))
    return broken(describe(error))


def describe(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}"[:MAX_TEXT]
