"""What a run grades with, the key under which a grade is kept, and how a grade is put together.

Light on purpose: the parent of a run needs this, and nothing of pytest, numpy or the sandbox.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from grader import __version__
from grader.model import (
    Assignment,
    Course,
    Grade,
    Isolation,
    Status,
    Submission,
    TestResult,
    TestSpec,
    digest,
    grading_inputs,
)
from grader.observations import Broken
from grader.scoring import score

MEASURED = ("numpy", "pytest")


@dataclass(frozen=True, slots=True)
class Job:
    """What examiners are told: the same for every submission of a run.

    Without `naming` mistakes get no names, without `confirming` what ran out of time or memory is not
    tried once more: for grades that are looked at once and never kept, so that neither is part of the
    fingerprint.
    """

    course: Course
    assignment: Assignment
    isolation: str = "kernel"
    only: str | None = None
    naming: bool = True
    confirming: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """A submission to grade, and its grade under older tests or rules, where there is one.

    What of that grade still stands is not run again.
    """

    submission: Submission
    earlier: Grade | None = None


@dataclass(frozen=True, slots=True)
class SuiteInfo:
    """What an examiner knows of the suite.

    `broken`: what fails on the reference itself, and why. `worst_seconds`: the most that a submission may
    take, which hangs in every test.
    """

    tests: tuple[TestSpec, ...]
    isolation: Isolation
    broken: Mapping[str, str] = field(default_factory=dict)
    worst_seconds: float = 0.0


def versions() -> Mapping[str, str]:
    """Of all that a result depends on besides the course's own files."""
    return {"grader": __version__, "python": platform.python_version()} | {
        name: version(name) for name in MEASURED
    }


def fingerprint(job: Job) -> str:
    """The same as long as every submission would be graded the same."""
    settings = grading_inputs(job.assignment)
    name, limits, suite, solutions = (settings.pop(key) for key in ("id", "limits", "suite", "solutions"))
    tasks = [tuple(grading_inputs(task).values()) for task in settings.pop("tasks")]
    rules = repr((limits, tasks, *settings.values()))
    parts = [name, job.isolation, job.only or "", *course_inputs(job.course), rules, *named_versions()]
    return digest([*parts, *contents(suite), *contents(solutions)])


def course_inputs(course: Course) -> list[str]:
    """What results depend on of the course, as texts."""
    values = grading_inputs(course).values()
    return [one.decode("latin-1") if isinstance(one, bytes) else repr(one) for one in values]


def named_versions() -> list[str]:
    return [f"{name}={number}" for name, number in sorted(versions().items())]


def contents(folder: Path) -> list[str]:
    """The name and the hash of every file in `folder`, but those that Python and tools leave there."""
    names = sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    kept = [name for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts)]
    return [part for name in kept for part in (str(name), sha256((folder / name).read_bytes()).hexdigest())]


def key(fingerprint: str, submission: Submission) -> str:
    """Under which the gradebook keeps the grade: equal keys, equal grades."""
    return digest([fingerprint, submission.info.content_hash, *submission.info.warnings])


def withheld(briefing: SuiteInfo, job: Job, submission: Submission, reason: str) -> Grade:
    """The grade of a submission that we failed to grade: every test is broken, no point is lost."""
    seen = Broken("the test", reason)
    results = tuple(TestResult.of(spec, Status.BROKEN, observed=seen) for spec in briefing.tests)
    return make_grade(submission, key(fingerprint(job), submission), results, briefing.isolation)


def make_grade(
    submission: Submission,
    key: str,
    results: tuple[TestResult, ...],
    isolation: Isolation,
    *,
    seconds: float = 0.0,
    output: str = "",
    unconfirmed: bool = False,
) -> Grade:
    """The grade of these results; `unconfirmed`: a timeout or memory fault in them may be the machine's."""
    total = score(results)
    return Grade(
        info=submission.info,
        key=key,
        results=results,
        raw=total.raw,
        possible=total.possible,
        final=total.final,
        isolation=isolation,
        versions=versions(),
        graded_at=datetime.now(UTC),
        seconds=seconds,
        output=output,
        needs_review=total.final is None or submission.info.unreadable or unconfirmed,
    )
