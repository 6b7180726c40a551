"""Assignments, grades and adjustments made by hand. Session-wide, so that `@given` takes them too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.model import (
    Adjustment,
    Assignment,
    Extension,
    Grade,
    Isolation,
    Status,
    SubmissionInfo,
    Task,
    TestResult,
    TestSpec,
)
from grader.scoring import score

DUE = datetime(2026, 12, 1, 12, tzinfo=UTC)
HERE = Path()

Make = Callable[..., Any]


@pytest.fixture(scope="session")
def assignment() -> Make:
    """An assignment with these tasks, due at noon."""

    def make(*tasks: Task, **changes: Any) -> Assignment:
        values = {"due": DUE} | changes
        return Assignment("losses", "Losses", tasks, ("a.py",), HERE, HERE, HERE, **values)

    return make


@pytest.fixture(scope="session")
def graded() -> Make:
    """A grade of tests that are worth `(task, points)` each, handed in so many hours after the due time."""

    def make(
        *tests: tuple[str, float, Status], hours: float | None = None, unreadable: bool = False
    ) -> Grade:
        results = tuple(
            TestResult.of(TestSpec(f"test_{i}", "", task, points), status)
            for i, (task, points, status) in enumerate(tests)
        )
        received = None if hours is None else DUE + timedelta(hours=hours)
        total = score(results)
        return Grade(
            info=SubmissionInfo("losses", "ada", "0" * 64, received, unreadable=unreadable),
            key="key",
            results=results,
            raw=total.raw,
            possible=total.possible,
            final=total.final,
            isolation=Isolation("kernel"),
            versions={},
            graded_at=DUE,
        )

    return make


@pytest.fixture(scope="session")
def added() -> Make:
    """Points that Kim adds to a task."""

    def make(task: str, points: float) -> Adjustment:
        return Adjustment(task, points, "a comment", "kim", DUE)

    return make


@pytest.fixture(scope="session")
def extended() -> Make:
    """A due time so many hours after the assignment's."""

    def make(hours: float) -> Extension:
        return Extension(DUE + timedelta(hours=hours), "ill", "kim", DUE)

    return make
