"""The smallest engine: it grades in this very process. For tests, and as an example of an `Engine`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from grader.engines.dispatcher import Dispatcher
from grader.engines.engine import Examine
from grader.grading import Job, Work
from grader.model import Grade, Submission


@dataclass(frozen=True, slots=True)
class InProcessEngine:
    """An `Engine` that calls `examine`, which grades one submission after the other.

    `grader.grading.examination.examine` does so for real; a test passes a function of its own. There is no
    examiner process to replace: what hangs or exits does so here.
    """

    examine: Examine

    def run(self, job: Job, dispatcher: Dispatcher) -> None:
        given: deque[Submission] = deque()

        def works() -> Iterator[Work]:
            while (work := dispatcher.next_work()) is not None:
                given.append(work.submission)
                yield work

        def on_grade(grade: Grade) -> None:
            dispatcher.accept(given.popleft(), grade)

        self.examine(job, works(), dispatcher.ready, on_grade, lambda: None)
