"""Grading itself: a process that collects the suite once, and grades one submission after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from grader.diagnosis.catalogue import Catalogue, load_catalogue
from grader.diagnosis.naming import Namer
from grader.grading.basis import Basis, missing_names
from grader.grading.job import Job, SuiteInfo, Work, fingerprint, key, make_grade
from grader.model import Grade, TestResult
from grader.runner.confirmation import is_unconfirmed
from grader.runner.context import reference_files
from grader.runner.plain_run import confinement, open_session
from grader.runner.recording import RecordingBackend
from grader.runner.suite import Suite, serve
from grader.sandbox.launcher import Zygote
from grader.sandbox.session import Session


def examine(
    job: Job,
    works: Iterable[Work],
    on_ready: Callable[[SuiteInfo], None],
    on_grade: Callable[[Grade], None],
    on_tick: Callable[[], None] = lambda: None,
) -> None:
    """Collect the suite, prove it on the reference, then grade each submission as it comes.

    `on_tick` is called now and then while it works: a sign of life.

    Raises:
        SuiteError: the suite does not collect or add up.
        IsolationUnavailable: this machine cannot lock student code in.
    """
    name = fingerprint(job)
    catalogue = load_catalogue(job.assignment) if job.naming else Catalogue()
    with Zygote(confinement(job.course, job.assignment, job.isolation)) as zygote:

        def run(suite: Suite) -> None:
            # Where students' code will run, with its clock and its wall.
            files = reference_files(job.assignment)
            with open_session(zygote, job.assignment, files, suite.timing.of_proof, on_tick) as session:
                suite.prove(session)
            worst = suite.timing.worst(suite.tests)
            on_ready(SuiteInfo(suite.tests, zygote.isolation, suite.unsound, worst))
            namer = Namer(job.assignment, catalogue, suite)
            examination = Examination(suite, namer, zygote, Basis.of(job), job.confirming, on_tick)
            for work in works:
                on_grade(examination.grade(work, key(name, work.submission)))

        serve(job.assignment, job.course.secret, run, only=job.only)


@dataclass(frozen=True, slots=True)
class Examination:
    """One suite, ready for one submission after the other."""

    suite: Suite
    namer: Namer
    zygote: Zygote
    basis: Basis
    confirming: bool
    on_tick: Callable[[], None]

    def grade(self, work: Work, key: str) -> Grade:
        """Run what does not stand from an earlier grade, and name the mistakes."""
        started = time.perf_counter()
        standing = self.basis.standing(work.earlier, self.suite.tests)
        output = work.earlier.output if work.earlier else ""
        results = tuple(standing.values())
        if len(standing) < len(self.suite.tests):
            with self._session(work.submission.files) as session:
                results = self._run(session, standing)
                output = session.output or output
        seconds = round(time.perf_counter() - started, 6)
        return make_grade(
            work.submission,
            key,
            self._stamped(results),
            self.zygote.isolation,
            seconds=seconds,
            output=output,
            unconfirmed=any(map(is_unconfirmed, results)),
        )

    def _session(self, files: Mapping[str, str]) -> Session:
        limits = self.suite.timing.of_submission
        return open_session(self.zygote, self.suite.assignment, files, limits, self.on_tick)

    def _run(self, session: Session, standing: Mapping[str, TestResult]) -> tuple[TestResult, ...]:
        tape = RecordingBackend(session)

        def on_test(test: str) -> None:
            tape.start(test)
            self.on_tick()

        changed = {spec.id for spec in self.suite.tests if spec.id not in standing}
        fresh = self.suite.run(tape, on_test, changed)
        if again := missing_names(fresh, standing):
            session.close()  # visible tests are among them, and must meet nothing that hidden ones brought
            fresh += self.suite.run(tape, on_test, again)
        if self.confirming:
            fresh = self.suite.confirm(fresh, tape, on_test)
        results = {**standing, **{result.id: result for result in fresh}}
        return self.namer.name(tuple(results.values()), tape, session)

    def _stamped(self, results: Iterable[TestResult]) -> tuple[TestResult, ...]:
        """In the suite's order, and with what they rest on."""
        found = {result.id: result for result in results}
        return tuple(
            replace(found[spec.id], basis=self.basis.stamp(spec, found[spec.id])) for spec in self.suite.tests
        )
