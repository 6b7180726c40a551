"""Grade many submissions on this machine: a few examiners, each in a process of its own."""

from __future__ import annotations

import os
import selectors
import time
from dataclasses import dataclass, field
from typing import Self

from grader.engines.dispatcher import Dispatcher
from grader.engines.engine import EngineOptions
from grader.engines.pipe import Heartbeat, RemoteError
from grader.engines.process import Attempt, Examiner
from grader.grading import Job, SuiteInfo
from grader.model import Grade

SHUTDOWN_SECONDS = 10.0  # seconds to close the sandbox and end


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """An `Engine` that grades on this machine, with one examiner per processor unless `jobs` says otherwise.

    A submission is read when an examiner is free for it.
    """

    options: EngineOptions = field(default_factory=EngineOptions)

    def run(self, job: Job, dispatcher: Dispatcher) -> None:
        with _Examiners(job, dispatcher, self.options) as examiners:
            examiners.start()
            while examiners.at_work:
                examiners.step()
            examiners.shutdown()


def cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # a container may grant fewer than the machine has
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass
class _Examiners:
    job: Job
    dispatcher: Dispatcher
    options: EngineOptions
    at_work: list[Examiner] = field(default_factory=list)
    retired: list[Examiner] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for examiner in self.at_work + self.retired:
            examiner.kill()
        self.selector.close()

    def start(self) -> None:
        """Start an examiner for each piece of work that can be graded now."""
        jobs = self.options.jobs or cores()
        while len(self.at_work) < jobs and (work := self.dispatcher.next_work()) is not None:
            self._start_examiner(Attempt(work))

    def step(self) -> None:
        """Wait for a message or a deadline, and act on it."""
        now = time.monotonic()
        nearest = min(examiner.deadline for examiner in self.at_work)
        for key, _ in self.selector.select(max(0.0, nearest - now)):
            self._hear(key.data)
        for examiner in self._late():
            self._lose(examiner, f"did not answer within {self.options.patience:g} s and was stopped")

    def _late(self) -> list[Examiner]:
        """Those that have not answered in time; an answer may have come while the parent was busy."""
        overdue = [examiner for examiner in self.at_work if examiner.deadline <= time.monotonic()]
        answered = [key.data for key, _ in self.selector.select(0)] if overdue else []
        return [examiner for examiner in overdue if examiner not in answered]

    def shutdown(self) -> None:
        for examiner in self.retired:
            examiner.wait(SHUTDOWN_SECONDS)
        self.retired.clear()

    def _start_examiner(self, attempt: Attempt) -> None:
        examiner = Examiner(self.options.command, self.job, attempt, self.options.patience)
        self.at_work.append(examiner)
        self.selector.register(examiner, selectors.EVENT_READ, examiner)

    def _hear(self, examiner: Examiner) -> None:
        match examiner.receive():
            case SuiteInfo() as briefing:
                examiner.give(examiner.attempt)
                self.dispatcher.ready(briefing)
            case Grade() as grade if self.dispatcher.briefing:
                submission = examiner.attempt.work.submission
                self._next(examiner)  # first, so that the examiner works while the grade is put away
                self.dispatcher.accept(submission, grade)
            case Heartbeat():
                pass  # its deadline has moved
            case RemoteError() as trouble:
                raise trouble.error()
            case _:
                self._lose(examiner, None)

    def _next(self, examiner: Examiner) -> None:
        work = self.dispatcher.next_work()
        if work is not None:
            examiner.give(Attempt(work))
            return
        self._forget(examiner)
        examiner.retire()
        self.retired.append(examiner)

    def _lose(self, examiner: Examiner, how: str | None) -> None:
        """Try its submission once more with another examiner, then give it up."""
        self._forget(examiner)
        ending = examiner.kill()
        attempt = examiner.attempt
        if not attempt.again:
            self._start_examiner(Attempt(attempt.work, again=True))
            return
        self.dispatcher.lose(attempt.work.submission, f"the examiner {how or ending}")
        self.start()

    def _forget(self, examiner: Examiner) -> None:
        self.selector.unregister(examiner)
        self.at_work.remove(examiner)
