"""What the desk asks of the process that runs a student's code, and what that process tells, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Status, TestResult, TestSpec
from grader.observations import Observation


@dataclass(frozen=True, slots=True)
class TrialRequest:
    """Import these files and run the tests of these tasks, in their order, but for what is `done`."""

    folder: str
    files: tuple[str, ...]
    tasks: tuple[str, ...]
    done: tuple[str, ...] = ()  # files and tests that have ended a process before this one


@dataclass(frozen=True, slots=True)
class Collected:
    """The tests there are."""

    tests: tuple[TestSpec, ...]


@dataclass(frozen=True, slots=True)
class Uncollected:
    """The public tests themselves are damaged."""

    why: str


@dataclass(frozen=True, slots=True)
class Started:
    """From now on a file is imported, or a test runs: its time counts."""

    what: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: PASSED, or whatever kept it from being imported."""

    file: str
    status: Status
    observed: Observation | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    result: TestResult


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of what is told."""

    event: Collected | Uncollected | Started | Imported | Tested
