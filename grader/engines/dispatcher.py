"""What all engines share: hand out work, announce the suite once, check each grade, withhold what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.errors import SuiteError
from grader.grading import Job, SuiteInfo, Work, withheld
from grader.model import Grade, Submission

UNFIT = "the examiner's results do not match the suite's tests one to one"


@dataclass
class Dispatcher:
    """What an engine sees of a run: it takes work from here, and gives its answers here."""

    job: Job
    waiting: Iterator[Work]
    on_ready: Callable[[SuiteInfo], None]
    on_grade: Callable[[Grade], None]
    briefing: SuiteInfo | None = None
    unanswered: int = 0

    def next_work(self) -> Work | None:
        """The next submission to grade, which is read only now; None after the last one."""
        work = next(self.waiting, None)
        self.unanswered += work is not None
        return work

    def ready(self, briefing: SuiteInfo) -> None:
        """An examiner has collected the suite; of several the first one is announced."""
        if self.briefing is None:
            self.briefing = briefing
            self.on_ready(briefing)

    def accept(self, submission: Submission, grade: Grade) -> None:
        """Pass on an examiner's grade of `submission`, or withhold it where it cannot be that."""
        self.unanswered -= 1
        briefing = self._known()
        self.on_grade(grade if fits(grade, submission, briefing) else self._withheld(submission, UNFIT))

    def lose(self, submission: Submission, how: str, times: int = 2) -> None:
        """Withhold the grade of a submission over which examiners were lost, `times` times, as `how` says.

        Raises:
            SuiteError: no examiner has collected the suite so far, so that the suite is to blame.
        """
        self.unanswered -= 1
        often = "twice" if times == 2 else f"{times} times"
        if self.briefing is None:
            what = f"{how} before it had collected the tests, {often}"
            raise SuiteError(what, where=str(self.job.assignment.suite), advice=_ADVICE)
        self.on_grade(self._withheld(submission, f"{how}, {often}"))

    def finish(self) -> None:
        """Raise where the engine has left out a submission: that would be a missing grade."""
        if self.unanswered or self.next_work() is not None:
            raise RuntimeError("the engine ended before every submission had a grade")

    def _withheld(self, submission: Submission, reason: str) -> Grade:
        return withheld(self._known(), self.job, submission, reason)

    def _known(self) -> SuiteInfo:
        assert self.briefing is not None, "an engine calls `ready` before the first answer"
        return self.briefing


def fits(grade: Grade, submission: Submission, briefing: SuiteInfo) -> bool:
    """Whether `grade` is the submission's, and has one result for each of the suite's tests."""
    mine = grade.info.student == submission.info.student
    expected = Counter((test.id, test.possible) for test in briefing.tests)
    return mine and Counter((result.id, result.possible) for result in grade.results) == expected


_ADVICE = "Run pytest on that folder to see which file does it."
