"""The interface of an engine: where and how the submissions of a run are graded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from grader.engines.dispatcher import Dispatcher
from grader.engines.process import EXAMINER, PATIENCE
from grader.grading import Job, SuiteInfo, Work
from grader.model import Grade

LOCAL = "local"  # the address of this machine

# `grader.grading.examination.examine`: what an examiner does with a job, from the first work to the last.
Examine = Callable[
    [Job, Iterable[Work], Callable[[SuiteInfo], None], Callable[[Grade], None], Callable[[], None]], None
]


class Engine(Protocol):
    """Takes work from a dispatcher until there is none, and returns when all of it is answered.

    An engine calls `dispatcher.ready` before the first answer, and for each `Work` that it takes either
    `accept` or, where it has tried twice, `lose`; in any order, but from the thread that called `run`. It is
    called only if there is a submission. Whatever is raised, by itself or by the dispatcher, it leaves no
    process behind. A `UsageError` that it raises ends the run.
    """

    def run(self, job: Job, dispatcher: Dispatcher) -> None: ...


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What a user and the tests choose; an engine ignores what does not apply to it.

    Args:
        address: the value of `--engine`, for example `dask://HOST:PORT`.
        jobs: how many submissions may be graded at a time; None for as many as there is room for.
        command: starts an examiner; the number of its file descriptor is appended.
        patience: seconds without a message after which an examiner is replaced.
    """

    address: str = LOCAL
    jobs: int | None = None
    command: Sequence[str] = EXAMINER
    patience: float = PATIENCE


def grade_all(
    engine: Engine,
    job: Job,
    works: Iterable[Work],
    *,
    on_ready: Callable[[SuiteInfo], None],
    on_grade: Callable[[Grade], None],
) -> None:
    """Grade each submission with `engine`; without a submission the engine is not called.

    `on_ready` is called once, before the first grade. Grades come as they finish.
    """
    waiting = iter(works)
    first = next(waiting, None)
    if first is None:
        return
    dispatcher = Dispatcher(job, chain([first], waiting), on_ready, on_grade)
    engine.run(job, dispatcher)
    dispatcher.finish()
