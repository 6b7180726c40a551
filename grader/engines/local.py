"""Grade many submissions on this machine: a few examiners, each in a process of its own."""

from __future__ import annotations

import os
import selectors
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from grader import grading
from grader.engines.pipe import Heartbeat, Trouble
from grader.engines.process import Examiner, Turn
from grader.errors import SuiteError
from grader.grading import Briefing, Job, Work
from grader.model import Grade, Submission

# -P: the current folder may be full of submissions, and none of them may pass for one of our imports.
EXAMINER = (sys.executable, "-P", "-m", "grader.engines.examiner")
PATIENCE = 600.0  # seconds without a sign of life after which an examiner is taken to hang
FAREWELL = 10.0  # seconds to close the sandbox and end
UNFIT = "the examiner's results do not match the suite's tests one to one"


def run(
    job: Job,
    works: Iterable[Work],
    jobs: int,
    *,
    on_ready: Callable[[Briefing], None],
    on_grade: Callable[[Grade], None],
    command: Sequence[str] = EXAMINER,
    patience: float = PATIENCE,
) -> None:
    """Grade each submission, up to `jobs` at once; a submission is pulled when an examiner is free.

    `on_ready` is called once, before the first grade, which come as they finish. No submission,
    no examiner. Whatever is raised here or by a callback, no examiner is left behind.
    """
    with _Engine(job, iter(works), jobs, on_ready, on_grade, tuple(command), patience) as engine:
        engine.hire()
        while engine.examiners:
            engine.step()
        engine.farewell()


def fits(grade: Grade, submission: Submission, briefing: Briefing) -> bool:
    """Whether `grade` is the submission's, and has one result for each of the suite's tests."""
    mine = grade.receipt.student == submission.receipt.student
    expected = Counter((test.id, test.possible) for test in briefing.tests)
    return mine and Counter((result.id, result.possible) for result in grade.results) == expected


def uncollected(job: Job, how: str) -> SuiteError:
    """What to raise where examiners are lost, each as `how` says, before they have collected the suite."""
    return SuiteError(
        f"{how} before it had collected the tests, twice",
        where=str(job.assignment.suite),
        advice="Run pytest on that folder to see which file does it.",
    )


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # a container may grant fewer than the machine has
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass
class _Engine:
    job: Job
    waiting: Iterator[Work]
    jobs: int
    on_ready: Callable[[Briefing], None]
    on_grade: Callable[[Grade], None]
    command: tuple[str, ...]
    patience: float
    briefing: Briefing | None = None
    examiners: list[Examiner] = field(default_factory=list)
    retired: list[Examiner] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for examiner in self.examiners + self.retired:
            examiner.kill()
        self.selector.close()

    def hire(self) -> None:
        """Start an examiner for each piece of work that can be graded now."""
        while len(self.examiners) < self.jobs and (work := next(self.waiting, None)) is not None:
            self._start(Turn(work))

    def step(self) -> None:
        """Wait for a message or a deadline, and act on it."""
        now = time.monotonic()
        nearest = min(examiner.deadline for examiner in self.examiners)
        for key, _ in self.selector.select(max(0.0, nearest - now)):
            self._hear(key.data)
        for examiner in self._late():
            self._lose(examiner, f"did not answer within {self.patience:g} s and was stopped")

    def _late(self) -> list[Examiner]:
        """Those that have not answered in time; an answer may have come while the parent was busy."""
        overdue = [examiner for examiner in self.examiners if examiner.deadline <= time.monotonic()]
        answered = [key.data for key, _ in self.selector.select(0)] if overdue else []
        return [examiner for examiner in overdue if examiner not in answered]

    def farewell(self) -> None:
        for examiner in self.retired:
            examiner.wait(FAREWELL)
        self.retired.clear()

    def _start(self, turn: Turn) -> None:
        examiner = Examiner(self.command, self.job, turn, self.patience)
        self.examiners.append(examiner)
        self.selector.register(examiner, selectors.EVENT_READ, examiner)

    def _hear(self, examiner: Examiner) -> None:
        match examiner.receive():
            case Briefing() as briefing:
                self._brief(examiner, briefing)
            case Grade() as grade if self.briefing:
                self._accept(examiner, grade)
            case Heartbeat():
                pass  # its deadline has moved
            case Trouble() as trouble:
                raise trouble.error()
            case _:
                self._lose(examiner, None)

    def _brief(self, examiner: Examiner, briefing: Briefing) -> None:
        examiner.give(examiner.turn)
        if self.briefing is None:
            self.briefing = briefing
            self.on_ready(briefing)

    def _accept(self, examiner: Examiner, grade: Grade) -> None:
        submission = examiner.turn.work.submission
        self._next(examiner)  # first, so that the examiner works while the grade is put away
        if fits(grade, submission, self._known()):
            self.on_grade(grade)
        else:
            self._withhold(submission, UNFIT)

    def _next(self, examiner: Examiner) -> None:
        work = next(self.waiting, None)
        if work is not None:
            examiner.give(Turn(work))
            return
        self._forget(examiner)
        examiner.retire()
        self.retired.append(examiner)

    def _lose(self, examiner: Examiner, how: str | None) -> None:
        self._forget(examiner)
        ending = examiner.kill()
        how = f"the examiner {how or ending}"
        turn = examiner.turn
        if not turn.again:
            self._start(Turn(turn.work, again=True))
            return
        if self.briefing is None:
            raise uncollected(self.job, how)
        self._withhold(turn.work.submission, f"{how}, twice")
        self.hire()

    def _withhold(self, submission: Submission, reason: str) -> None:
        self.on_grade(grading.withheld(self._known(), self.job, submission, reason))

    def _known(self) -> Briefing:
        assert self.briefing is not None, "no submission is given out before the first briefing"
        return self.briefing

    def _forget(self, examiner: Examiner) -> None:
        self.selector.unregister(examiner)
        self.examiners.remove(examiner)
