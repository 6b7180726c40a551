"""Grade many submissions on many machines: those of a Dask cluster, each with examiners of its own.

Dask carries bytes between trusted processes: the course once, then submissions and grades as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader import wire
from grader.engines.dask_cluster import Cluster, joined, scheduler_address
from grader.engines.dask_parcel import Terms, pack
from grader.engines.dask_site import Reply
from grader.engines.local import EXAMINER, PATIENCE, UNFIT, fits, uncollected
from grader.grading import Briefing, Job, Work, versions, withheld
from grader.model import Grade, Submission

AHEAD = 2  # submissions per examiner: the next one is there when it is free


def run(
    job: Job,
    works: Iterable[Work],
    *,
    jobs: int | None = None,
    engine: str,
    on_ready: Callable[[Briefing], None],
    on_grade: Callable[[Grade], None],
    command: Sequence[str] = EXAMINER,
    patience: float = PATIENCE,
) -> None:
    """As `local.run`, on the cluster whose scheduler `engine` names, as in `dask://HOST:PORT`.

    `jobs` is how many submissions may be under way at once, None for as many as the machines take.
    Of `command` each machine takes the arguments, for its own Python.
    """
    address = scheduler_address(engine)
    waiting = iter(works)
    first = next(waiting, None)
    if first is None:
        return
    parcel = pack(Terms(job, tuple(command), patience, versions()))
    with joined(address, parcel) as cluster:
        _Engine(cluster, job, waiting, jobs, on_ready, on_grade).run(first)


@dataclass
class _Engine:
    cluster: Cluster
    job: Job
    waiting: Iterator[Work]
    jobs: int | None
    on_ready: Callable[[Briefing], None]
    on_grade: Callable[[Grade], None]
    pending: dict[str, Submission] = field(default_factory=dict)

    def run(self, first: Work) -> None:
        """A first examiner alone: what is wrong with the suite is told once."""
        self.briefing = self._brief(first)
        self.on_ready(self.briefing)
        self._send(first)
        self._fill()
        while self.pending:
            name, reply = self.cluster.next()
            submission = self.pending.pop(name)
            self._fill()  # first, so that the machines have work while the grade is put away
            self._accept(submission, reply)

    def _brief(self, first: Work) -> Briefing:
        self.cluster.brief(wire.dump(first))
        _, reply = self.cluster.next()
        if reply.trouble:
            raise reply.trouble.error()
        if reply.briefing is None:
            raise uncollected(self.job, reply.lost)
        return reply.briefing

    def _send(self, work: Work) -> None:
        self.pending[self.cluster.grade(wire.dump(work))] = work.submission

    def _fill(self) -> None:
        window = self.jobs or max(1, AHEAD * self.cluster.slots())
        while len(self.pending) < window and (work := next(self.waiting, None)) is not None:
            self._send(work)

    def _accept(self, submission: Submission, reply: Reply) -> None:
        if reply.trouble:
            raise reply.trouble.error()
        if reply.grade is None:
            often = "twice" if reply.times == 2 else f"{reply.times} times"
            self._withhold(submission, f"{reply.lost}, {often}")
        elif fits(reply.grade, submission, self.briefing):
            self.on_grade(reply.grade)
        else:
            self._withhold(submission, UNFIT)

    def _withhold(self, submission: Submission, reason: str) -> None:
        self.on_grade(withheld(self.briefing, self.job, submission, reason))
