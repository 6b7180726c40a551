"""Grades code of the course's own as if students had handed it in; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from grader.engines import grade_all
from grader.engines.local import LocalEngine
from grader.errors import SubmissionFault
from grader.grading import Job, SuiteInfo, Work
from grader.messages import brief
from grader.model import Grade, Submission, SubmissionInfo, TestResult, content_hash
from grader.reports import ClassRow
from grader.runner.plain_run import confinement, open_session
from grader.sandbox.launcher import Zygote

Files = Mapping[str, str]
Results = tuple[TestResult, ...]


class Watch(Protocol):
    """Whoever wants to know how far the proof is."""

    def found(self, total: int) -> None: ...
    def ready(self, briefing: SuiteInfo) -> None: ...
    def started(self, student: str) -> None: ...
    def graded(self, row: ClassRow) -> None: ...


def try_all(job: Job, candidates: Mapping[str, Files], watch: Watch) -> tuple[SuiteInfo, dict[str, Results]]:
    """The results of each candidate, by its name; what fails on the reference is in the briefing."""
    briefings: list[SuiteInfo] = []
    results: dict[str, Results] = {}

    def on_ready(briefing: SuiteInfo) -> None:
        briefings.append(briefing)
        watch.ready(briefing)

    def on_grade(grade: Grade) -> None:
        results[grade.info.student] = grade.results
        watch.graded(ClassRow.of(grade))

    works = _works(job, candidates, watch)
    grade_all(LocalEngine(), job, works, on_ready=on_ready, on_grade=on_grade)
    return briefings[0], results


def import_faults(job: Job, files: Files) -> dict[str, str]:
    """The files that do not import where students' code runs, each with what happens."""
    faults = {}
    with (
        Zygote(confinement(job.course, job.assignment, job.isolation)) as zygote,
        open_session(zygote, job.assignment, files) as session,
    ):
        for file in files:
            session.begin(job.assignment.limits.seconds_per_test)
            try:
                session.names(file.removesuffix(".py"))
            except SubmissionFault as fault:
                faults[file] = brief(fault.observation)
            session.end()
    return faults


def _works(job: Job, candidates: Mapping[str, Files], watch: Watch) -> Iterator[Work]:
    for name, files in candidates.items():
        watch.started(name)
        yield Work(Submission(SubmissionInfo(job.assignment.id, name, content_hash(files)), files))
