"""Grade many submissions on many machines: those of a Dask cluster, each with examiners of its own.

Dask carries bytes between trusted processes: the course once, then submissions and grades as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from grader import wire
from grader.engines.dask_cluster import Cluster, joined, scheduler_address
from grader.engines.dask_parcel import Terms, pack
from grader.engines.dask_site import Reply
from grader.engines.dispatcher import Dispatcher
from grader.engines.engine import EngineOptions
from grader.grading import Job, Work, versions
from grader.model import Submission

AHEAD = 2  # submissions per examiner: the next one is there when it is free


class DaskEngine:
    """An `Engine` that grades on the cluster whose scheduler has the address `dask://HOST:PORT`.

    Of `command` each machine takes the arguments, for its own Python.
    """

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._scheduler = scheduler_address(options.address)

    def run(self, job: Job, dispatcher: Dispatcher) -> None:
        terms = Terms(job, tuple(self._options.command), self._options.patience, versions())
        with joined(self._scheduler, pack(terms)) as cluster:
            _Run(cluster, dispatcher, self._options.jobs).through()


@dataclass
class _Run:
    cluster: Cluster
    dispatcher: Dispatcher
    jobs: int | None
    pending: dict[str, Submission] = field(default_factory=dict)

    def through(self) -> None:
        """A first examiner alone: what is wrong with the suite is told once."""
        first = self.dispatcher.next_work()
        assert first is not None, "an engine is called only where there is a submission"
        self._brief(first)
        self._send(first)
        self._fill()
        while self.pending:
            name, reply = self.cluster.next()
            submission = self.pending.pop(name)
            self._fill()  # first, so that the machines have work while the grade is put away
            self._accept(submission, reply)

    def _brief(self, first: Work) -> None:
        """Announce the suite, or raise why it cannot be collected."""
        self.cluster.brief(wire.dump(first))
        _, reply = self.cluster.next()
        if reply.trouble:
            raise reply.trouble.error()
        if reply.briefing:
            self.dispatcher.ready(reply.briefing)
        else:
            self.dispatcher.lose(first.submission, reply.lost, reply.times)

    def _send(self, work: Work) -> None:
        self.pending[self.cluster.grade(wire.dump(work))] = work.submission

    def _fill(self) -> None:
        window = self.jobs or max(1, AHEAD * self.cluster.slots())
        while len(self.pending) < window and (work := self.dispatcher.next_work()) is not None:
            self._send(work)

    def _accept(self, submission: Submission, reply: Reply) -> None:
        if reply.trouble:
            raise reply.trouble.error()
        if reply.grade:
            self.dispatcher.accept(submission, reply.grade)
        else:
            self.dispatcher.lose(submission, reply.lost, reply.times)
