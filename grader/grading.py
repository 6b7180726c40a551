"""One submission, from Submission to Grade."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from grader import __version__
from grader.diagnosis.catalogue import load_catalogue
from grader.diagnosis.naming import Namer
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
)
from grader.sandbox.launcher import Zygote
from grader.scoring import score
from grader.suite.bench import reference_files
from grader.suite.desk import confinement, open_session
from grader.suite.runner import Suite, serve
from grader.suite.tape import Tape
from grader.suite.verdict import broken

MEASURED = ("numpy", "pytest")


@dataclass(frozen=True, slots=True)
class Job:
    """What examiners are told: the same for every submission of a run."""

    course: Course
    assignment: Assignment
    isolation: str = "kernel"
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """What an examiner knows of the suite. `broken`: what fails on the reference itself, and why."""

    tests: tuple[TestSpec, ...]
    isolation: Isolation
    broken: Mapping[str, str] = field(default_factory=dict)


def versions() -> Mapping[str, str]:
    """Of all that a result depends on besides the course's own files."""
    return {"grader": __version__, "python": platform.python_version()} | {
        name: version(name) for name in MEASURED
    }


def fingerprint(job: Job) -> str:
    """The same as long as every submission would be graded the same."""
    assignment = job.assignment
    tasks = [(task.name, task.file, task.points) for task in assignment.tasks]
    rules = (assignment.limits, tasks, assignment.files, assignment.packages, assignment.shims)
    parts = [assignment.id, job.isolation, job.only or "", job.course.secret.decode("latin-1"), repr(rules)]
    parts += [f"{name}={number}" for name, number in sorted(versions().items())]
    for folder in (assignment.suite, assignment.solutions):
        parts += contents(folder)
    return digest(parts)


def contents(folder: Path) -> list[str]:
    """The name and the hash of every file in `folder`, but those that Python and tools leave there."""
    names = sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    kept = [name for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts)]
    return [part for name in kept for part in (str(name), sha256((folder / name).read_bytes()).hexdigest())]


def key(fingerprint: str, submission: Submission) -> str:
    """Under which the gradebook keeps the grade: equal keys, equal grades."""
    return digest([fingerprint, submission.receipt.content_hash, *submission.receipt.oddities])


def examine(
    job: Job,
    submissions: Iterable[Submission],
    on_ready: Callable[[Briefing], None],
    on_grade: Callable[[Grade], None],
) -> None:
    """Collect the suite, prove it on the reference, then grade each submission as it comes.

    Raises SuiteError where the suite does not collect or add up, IsolationUnavailable where this
    machine cannot lock student code in.
    """
    name = fingerprint(job)
    catalogue = load_catalogue(job.assignment)
    with Zygote(confinement(job.course, job.assignment, job.isolation)) as zygote:

        def run(suite: Suite) -> None:
            # Where students' code will run, with its clock and its wall.
            with open_session(zygote, job.assignment, reference_files(job.assignment)) as session:
                suite.prove(session)
            on_ready(Briefing(suite.tests, zygote.isolation, suite.unsound))
            namer = Namer(job.assignment, catalogue, suite)
            for submission in submissions:
                on_grade(grade(suite, namer, zygote, submission, key(name, submission)))

        serve(job.assignment, job.course.secret, run, only=job.only)


def grade(suite: Suite, namer: Namer, zygote: Zygote, submission: Submission, key: str) -> Grade:
    """Run the whole suite on one submission, and name the mistakes that it makes."""
    started = time.perf_counter()
    with open_session(zygote, suite.assignment, submission.files) as session:
        tape = Tape(session)
        results = namer.name(suite.run(tape, tape.start), tape, session)
        output = session.output
    seconds = round(time.perf_counter() - started, 6)
    return _grade(submission, key, results, zygote.isolation, seconds=seconds, output=output)


def withheld(briefing: Briefing, job: Job, submission: Submission, reason: str) -> Grade:
    """The grade of a submission that we failed to grade: every test is broken, no point is lost."""
    seen = broken(reason).observed
    results = tuple(TestResult.of(spec, Status.BROKEN, observed=seen) for spec in briefing.tests)
    return _grade(submission, key(fingerprint(job), submission), results, briefing.isolation)


def _grade(
    submission: Submission,
    key: str,
    results: tuple[TestResult, ...],
    isolation: Isolation,
    *,
    seconds: float = 0.0,
    output: str = "",
) -> Grade:
    total = score(results)
    return Grade(
        receipt=submission.receipt,
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
        needs_review=total.final is None or submission.receipt.unreadable,
    )
