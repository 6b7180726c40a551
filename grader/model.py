"""The nouns. Standard library only; everything in grader but `observations` may import this file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from grader.observations import Observation


class Status(StrEnum):
    """What became of one test on one submission."""

    PASSED = "passed"
    FAILED = "failed"  # a wrong answer
    ERROR = "error"  # the student's code raised, died, or does not import
    TIMEOUT = "timeout"
    MEMORY = "memory"
    MISSING = "missing"  # the function is absent, or still the stub
    BROKEN = "broken"  # our failure: the grade is withheld, no point is lost


class Visibility(StrEnum):
    """Whether a student may see what a test compared."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


class Affects(Enum):
    """Which results a setting can change: each setting of a course declares it.

    The keys of grades and the bases of results are derived from these declarations (`grader/grading/`).
    """

    ALL = auto()  # every result
    TESTS = auto()  # those of the tests whose fingerprints contain it
    FAILURES = auto()  # as TESTS, and mistakes are named by it
    LIMITED = auto()  # those that reach the limit
    NOTHING = auto()
    PARTS = auto()  # a table of settings, each of which declares its own


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. The whole budget counts seconds over all its tests."""

    seconds_per_test: Annotated[float, Affects.LIMITED] = 10.0
    seconds_total: Annotated[float, Affects.LIMITED] = 300.0
    memory_mb: Annotated[int, Affects.ALL] = 1024
    output_kb: Annotated[int, Affects.ALL] = 64


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """What lateness costs, as shares of the points possible; a day that has begun counts whole."""

    grace: timedelta = timedelta()  # up to here nothing is late
    per_day: float = 0.0
    at_most: float = 1.0
    cutoff_days: int | None = None  # after so many days a submission counts nothing


class Attempts(StrEnum):
    """Which of a student's submissions counts."""

    LAST = "last"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Task:
    """A function or class that students write. Its tests bring `points`, of which at most `cap` count."""

    name: Annotated[str, Affects.TESTS]
    file: Annotated[str, Affects.TESTS]
    title: Annotated[str, Affects.NOTHING]
    points: Annotated[float, Affects.TESTS]
    # From what can be seen to where to look, one stage after the other.
    hints: Annotated[tuple[str, ...], Affects.NOTHING] = ()
    cap: Annotated[float | None, Affects.NOTHING] = None
    extra: Annotated[bool, Affects.NOTHING] = False  # its points come on top of those possible

    @property
    def most(self) -> float:
        """The most that the task can bring."""
        return self.points if self.cap is None else min(self.points, self.cap)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What `assignment.toml` says, and where the assignment's three folders are."""

    id: Annotated[str, Affects.ALL]
    title: Annotated[str, Affects.NOTHING]
    tasks: Annotated[tuple[Task, ...], Affects.PARTS]
    files: Annotated[tuple[str, ...], Affects.ALL]
    handout: Annotated[Path, Affects.NOTHING]
    solutions: Annotated[Path, Affects.FAILURES]
    suite: Annotated[Path, Affects.TESTS]
    due: Annotated[datetime | None, Affects.NOTHING] = None
    limits: Annotated[Limits, Affects.PARTS] = Limits()
    packages: Annotated[tuple[str, ...], Affects.ALL] = ()  # aliases such as `cs231n.classifiers`
    shims: Annotated[tuple[str, ...], Affects.ALL] = ()  # such as `past.builtins`
    late: Annotated[LatePolicy, Affects.NOTHING] = LatePolicy()
    attempts: Annotated[Attempts, Affects.NOTHING] = Attempts.LAST

    @property
    def points(self) -> float:
        """The points possible; extra credit comes on top."""
        return sum(task.most for task in self.tasks if not task.extra)


@dataclass(frozen=True, slots=True)
class Course:
    """A folder with `[tool.grader]` in its pyproject.toml. `secret` seeds the hidden tests."""

    root: Annotated[Path, Affects.NOTHING]
    name: Annotated[str, Affects.NOTHING]
    gradebook: Annotated[str, Affects.NOTHING]
    secret: Annotated[bytes, Affects.ALL] = field(repr=False)
    # That each student may take without a penalty, over all assignments.
    late_days: Annotated[int, Affects.NOTHING] = 0


Settings = Course | Assignment | Task | Limits


def grading_inputs(settings: Settings, *which: Affects) -> dict[str, Any]:
    """The settings that affect results, by name, in the order of their declaration.

    Args:
        settings: A declaration whose fields say what they affect; one that does not raises KeyError.
        which: Only those that affect these; without it all that affect any.
    """
    affects = _declared(type(settings))
    wanted = which or set(Affects) - {Affects.NOTHING}
    names = [one.name for one in fields(settings) if affects[one.name] in wanted]
    return {name: getattr(settings, name) for name in names}


def _declared(kind: type[Settings]) -> dict[str, Affects]:
    return {
        name: mark
        for name, hint in get_type_hints(kind, include_extras=True).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Affects)
    }


@dataclass(frozen=True, slots=True)
class SubmissionInfo:
    """What is remembered of a submission when its files are put away."""

    assignment: str
    student: str
    content_hash: str
    received_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    unreadable: bool = False
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a notebook without its outputs. `kind` is "code", "markdown" or "raw"."""

    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook that was handed in, the expected files it stands for, and the cell that defines each name.

    Cells count from 1.
    """

    file: str
    stands_for: tuple[str, ...]
    cells: tuple[Cell, ...]
    defined: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Submission:
    """A info and the files that the assignment expects: name to text, notebooks made into modules."""

    info: SubmissionInfo
    files: Mapping[str, str]
    notebooks: tuple[Notebook, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A misconception by name."""

    id: str
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class TestSpec:
    """What is known of a test before it runs."""

    __test__ = False  # pytest must not take this class for a test

    id: str
    title: str
    task: str
    possible: float
    visibility: Visibility = Visibility.HIDDEN
    fingerprint: str = ""  # of all in the suite and the reference that its outcome can depend on


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test on one submission.

    `seconds` are those that the submission's code ran, or chose to wait. `basis` names all but the
    submission that the result was made from: it holds as long as that stays. `notes` are for the
    instructor: what the machine did meanwhile, and whether the test was tried once more.
    """

    __test__ = False

    id: str
    title: str
    task: str
    status: Status
    earned: float
    possible: float
    seconds: float = 0.0
    observed: Observation | None = None
    diagnosis: Diagnosis | None = None
    visibility: Visibility = Visibility.HIDDEN
    basis: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        spec: TestSpec,
        status: Status,
        *,
        observed: Observation | None = None,
        seconds: float = 0.0,
        notes: tuple[str, ...] = (),
    ) -> TestResult:
        """The result of `spec`: full points when passed, none otherwise."""
        earned = spec.possible if status is Status.PASSED else 0.0
        return cls(
            id=spec.id,
            title=spec.title,
            task=spec.task,
            status=status,
            earned=earned,
            possible=spec.possible,
            seconds=seconds,
            observed=observed,
            visibility=spec.visibility,
            notes=notes,
        )


@dataclass(frozen=True, slots=True)
class Isolation:
    """What really confined the student's code: `mode` is "kernel" or "none", `rings` the details."""

    mode: str
    rings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.mode} ({', '.join(self.rings)})" if self.rings else self.mode


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points that a person adds to a task, or takes away; 0 for a comment alone."""

    task: str
    points: float
    comment: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """A due time of one student's own."""

    until: datetime
    comment: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """A person asks for a look at a grade (`needed`), or has looked."""

    needed: bool
    comment: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a submission came, and what it cost.

    Of `days` begun days `free_days` came from the student's budget. `penalty` is in points.
    """

    days: int
    free_days: int = 0
    penalty: float = 0.0
    cut_off: bool = False


class Dropped(StrEnum):
    """Why an attempt does not count."""

    EARLIER = "earlier"  # a later one counts
    LOWER = "lower"  # another brings more points, or as many for fewer late days
    WITHHELD = "withheld"  # a test of it is broken, and there is one without
    UNREADABLE = "unreadable"  # it could not be read in full, and there is one that could


@dataclass(frozen=True, slots=True)
class SettledAttempt:
    """One of a student's attempts. `points` are after adjustments, caps and lateness; None if withheld."""

    number: int  # from 1
    info: SubmissionInfo
    points: float | None
    lateness: Lateness | None = None
    dropped: Dropped | None = None  # None: it counts


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a student's attempts come to, and why. `total` is None while it is withheld."""

    total: float | None
    attempts: tuple[SettledAttempt, ...]  # all of them, the one handed in last at the end

    @property
    def counted(self) -> tuple[int, ...]:
        """The numbers of those that count, at least one."""
        return tuple(one.number for one in self.attempts if one.dropped is None)

    @property
    def attempt(self) -> int:
        """The number of the one whose results are shown: the last that counts."""
        return self.counted[-1]

    @property
    def unread(self) -> SubmissionInfo | None:
        """What was handed in last, where it could not be read and another counts."""
        last = self.attempts[-1]
        return last.info if last.dropped is Dropped.UNREADABLE else None


@dataclass(frozen=True, slots=True)
class Grade:
    """The waist of the program: everything before makes it, everything after only reads it.

    `key` names what it was made from: files, suite, reference, limits, seed and versions. `raw` is what
    the tests earned. `final` is what counts, after adjustments, caps and lateness; None while the grade
    is withheld because a test is broken.
    """

    info: SubmissionInfo
    key: str
    results: tuple[TestResult, ...]
    raw: float
    possible: float
    final: float | None
    isolation: Isolation
    versions: Mapping[str, str]
    graded_at: datetime
    seconds: float = 0.0
    output: str = ""  # what the student's code printed, capped
    needs_review: bool = False
    adjustments: tuple[Adjustment, ...] = ()
    lateness: Lateness | None = None  # None where it was in time, or nobody knows
    extended_until: datetime | None = None  # the student's own due time, where that is later
    settlement: Settlement | None = None  # of all the student's attempts; None before it is settled
    before: Mapping[str, Status] = field(default_factory=dict)  # the attempt before: status by test

    @property
    def broken(self) -> bool:
        return any(result.status is Status.BROKEN for result in self.results)

    @property
    def attempt(self) -> int:
        """Which of the student's attempts it is."""
        return self.settlement.attempt if self.settlement else 1

    @property
    def attempts(self) -> int:
        """How many of the student's attempts are known."""
        return len(self.settlement.attempts) if self.settlement else 1

    @property
    def unread(self) -> SubmissionInfo | None:
        """What was handed in last, where it could not be read and this one counts."""
        return self.settlement.unread if self.settlement else None


def content_hash(files: Mapping[str, str]) -> str:
    """The same for the same names and texts, whatever their order."""
    return digest(part for name in sorted(files) for part in (name, files[name]))


def digest(parts: Iterable[str]) -> str:
    """SHA-256 over the parts, each with its length, so that no two lists collide by joining."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        sha.update(len(raw).to_bytes(8, "little"))
        sha.update(raw)
    return sha.hexdigest()
