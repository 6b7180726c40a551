"""Where a plain `pytest` run sits down: finds out whose tests they are, and serves the code they test.

Students run their public tests on any system, so what only Linux has is imported where a sandbox is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import find_course, load_assignment, load_handout
from grader.errors import UsageError
from grader.model import Assignment, Course, Limits
from grader.runner.context import TestContext, reference_host
from grader.runner.local import LocalBackend, sources
from grader.sandbox.proxy import Backend

if TYPE_CHECKING:
    from grader.sandbox.launcher import Confinement, Zygote
    from grader.sandbox.session import Session

SUITES = "autograder_tests"
SETTINGS = "assignment.toml"


@dataclass(frozen=True, slots=True)
class SuiteLocation:
    """A suite's folder, the id of its assignment, and whether a student holds it."""

    suite: Path
    assignment: str
    handed_out: bool


@cache
def find_suite(path: Path) -> SuiteLocation:
    """The suite that the test file `path` belongs to: hidden in a course, or in a handed-out folder."""
    for folder in path.resolve().parents:
        if folder.parent.name == SUITES:
            return SuiteLocation(folder, folder.name, handed_out=False)
        if (folder / SETTINGS).is_file():
            return SuiteLocation(folder / "tests", folder.name, handed_out=True)
    raise UsageError(
        "these tests belong to no assignment",
        where=str(path),
        advice=f"Keep hidden tests in `{SUITES}/<id>/`, public ones in `tests/` beside {SETTINGS}.",
    )


class PlainRun:
    """Serves references, one submission in its sandbox, or the files that a student works on."""

    def __init__(self, submission: str | None, isolation: str) -> None:
        self.context = TestContext(b"")
        self._submission = Path(submission) if submission else None
        self._isolation = isolation
        self._open = ExitStack()
        self._served: dict[Path, tuple[Backend, Backend, float]] = {}

    @contextmanager
    def serving(self, path: Path) -> Iterator[None]:
        """For the length of one test in the file `path`."""
        place = find_suite(path)
        if place.suite not in self._served:
            self._served[place.suite] = self._handout(place) if place.handed_out else self._course(place)
        student, reference, seconds = self._served[place.suite]
        self.context.bind(student, reference)
        student.begin(seconds)
        try:
            yield
        finally:
            student.end()

    def close(self) -> None:
        self._open.close()

    def _handout(self, place: SuiteLocation) -> tuple[Backend, Backend, float]:
        assignment = load_handout(place.suite.parent)
        files = sources(assignment.handout, assignment.files)
        own = LocalBackend(
            f"handout_{assignment.id}",
            files,
            bare=True,
            aliases=assignment.packages,
            shims=assignment.shims,
        )
        return own, LocalBackend("nothing", {}), assignment.limits.seconds_per_test

    def _course(self, place: SuiteLocation) -> tuple[Backend, Backend, float]:
        course = find_course(place.suite)
        assignment = load_assignment(course, place.assignment)
        self.context.secret = course.secret
        reference = reference_host(assignment)
        student = (
            reference if self._submission is None else self._sandboxed(course, assignment, self._submission)
        )
        return student, reference, assignment.limits.seconds_per_test

    def _sandboxed(self, course: Course, assignment: Assignment, path: Path) -> Backend:
        from grader import intake
        from grader.sandbox.launcher import Zygote

        sources = intake.find(assignment, [path])
        if len(sources) != 1:
            raise UsageError(
                "that is more than one submission", where=str(path), advice="Give one, or run `grade`."
            )
        submission = intake.read(assignment, sources[0])
        zygote = self._open.enter_context(Zygote(confinement(course, assignment, self._isolation)))
        return self._open.enter_context(open_session(zygote, assignment, submission.files))


def confinement(course: Course, assignment: Assignment, mode: str) -> Confinement:
    """What an assignment's submissions are locked in with, and what is hidden from them."""
    from grader.sandbox.launcher import Confinement

    secrets = (assignment.suite.parent, assignment.solutions.parent, course.root / ".grader-secret")
    return Confinement(mode, secrets)


def open_session(
    zygote: Zygote,
    assignment: Assignment,
    files: Mapping[str, str],
    limits: Limits | None = None,
    on_tick: Callable[[], None] = lambda: None,
) -> Session:
    """The sandbox of one submission; `limits` in place of the assignment's own."""
    from grader.sandbox.session import Session

    return Session(
        zygote,
        files,
        limits or assignment.limits,
        aliases=assignment.packages,
        shims=assignment.shims,
        on_tick=on_tick,
    )
