"""Grading itself: a process that collects the suite once, and grades one submission after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from grader.diagnosis.catalogue import Catalogue, load_catalogue
from grader.diagnosis.naming import Namer
from grader.grading.job import Briefing, Job, fingerprint, key, make_grade
from grader.model import Grade, Submission
from grader.sandbox.launcher import Zygote
from grader.suite.bench import reference_files
from grader.suite.desk import confinement, open_session
from grader.suite.runner import Suite, serve
from grader.suite.tape import Tape


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
    catalogue = load_catalogue(job.assignment) if job.naming else Catalogue()
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
    return make_grade(submission, key, results, zygote.isolation, seconds=seconds, output=output)
