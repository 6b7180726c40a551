"""Every error that grader raises on purpose.

GraderError
├── UsageError                the command, the course or the machine must change first (exit code 2)
│   ├── CourseError           pyproject.toml or assignment.toml: every mistake at once
│   ├── SuiteError            a hidden suite that does not collect, or is unsound
│   ├── IsolationUnavailable  this machine cannot lock student code in
│   ├── GradebookError        the gradebook cannot be opened or written
│   └── PluginError           a plugin cannot be imported, or is not what its group holds
├── UnreadableSubmission      an archive or a folder that intake refuses, with a plain reason
├── SandboxError              our sandbox failed: the test is BROKEN, no student loses a point
└── SubmissionFault           what the student's code did instead of answering
├── SubmissionMissing     the file, the function or its body is not there
├── SubmissionRaised      it raised an exception
├── SubmissionDied        its process ended
├── SubmissionTimeout     it did not answer in time
├── SubmissionOutOfMemory it asked for more memory than it may have
├── SubmissionTooLarge    it gave back, or passed to a test's function, more than any right answer holds
└── ProtocolViolation     it sent something that is not an answer
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Status
from grader.observations import (
    Died,
    Frame,
    Missing,
    Observation,
    OutOfMemory,
    ProtocolBroken,
    Raised,
    TimedOut,
    WrongSize,
)


class GraderError(Exception):
    """What went wrong, where, and what to do next."""

    def __init__(self, what: str, *, where: str | None = None, advice: str | None = None) -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.advice}" if self.advice else ""
        return f"{place}{self.what}{advice}"


class UsageError(GraderError):
    """Nothing was graded: the command, the course or the machine must change first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file; `line` counts from 1, None where no line is to blame."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        return f"{self.file}{line}: {self.message}"


class CourseError(UsageError):
    """Every mistake found in a course's files, in one go."""

    def __init__(self, problems: list[Problem], *, advice: str | None = None) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems), advice=advice)


class SuiteError(UsageError):
    """A hidden suite that does not collect, or whose points do not add up."""


class IsolationUnavailable(UsageError):
    """Student code cannot be locked in on this machine."""


class GradebookError(UsageError):
    """The gradebook cannot be opened, read or written."""


class PluginError(UsageError):
    """A plugin cannot be imported, or is not what its group holds."""


class UnreadableSubmission(GraderError):
    """An archive or a folder that intake refuses to read."""


class SandboxError(GraderError):
    """Our own sandbox failed; the student's code is not to blame."""


class SubmissionFault(Exception):
    """What the student's code did instead of answering."""

    status = Status.ERROR

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        super().__init__(observation.kind)


class SubmissionMissing(SubmissionFault):
    """The file, the function, or its body is not there."""

    status = Status.MISSING

    def __init__(self, name: str, file: str | None = None) -> None:
        super().__init__(Missing(name, file))


class SubmissionRaised(SubmissionFault):
    """The student's code raised.

    `exception` is the name of the nearest builtin class, `bases` the names of the builtin
    classes it derives from; `frames` holds the student's own frames, the innermost last.
    """

    def __init__(
        self, exception: str, message: str, bases: tuple[str, ...], frames: tuple[Frame, ...], subject: str
    ) -> None:
        self.exception = exception
        self.bases = bases
        self.frames = frames
        super().__init__(Raised(subject, exception, message, frames))


class SubmissionDied(SubmissionFault):
    """The process of the student's code ended: `how` says by what."""

    def __init__(self, how: str, subject: str) -> None:
        super().__init__(Died(subject, how))


class SubmissionTimeout(SubmissionFault):
    """No answer within the time limit."""

    status = Status.TIMEOUT

    def __init__(self, seconds: float, subject: str) -> None:
        super().__init__(TimedOut(subject, seconds))


class SubmissionOutOfMemory(SubmissionFault):
    """More memory asked for than the limit allows."""

    status = Status.MEMORY

    def __init__(self, megabytes: int, subject: str, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(OutOfMemory(subject, megabytes, frames))


class SubmissionTooLarge(SubmissionFault):
    """A wrong answer that was not even read: more than `most` of `unit`, `found` where that is known."""

    status = Status.FAILED

    def __init__(self, unit: str, found: int | None, most: int, subject: str) -> None:
        super().__init__(WrongSize(subject, unit, found, most))


class ProtocolViolation(SubmissionFault):
    """Bytes that are no well-formed answer to the question asked."""

    def __init__(self, reason: str, subject: str) -> None:
        super().__init__(ProtocolBroken(subject, reason))
