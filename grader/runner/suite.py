"""Collect a hidden suite once, run it for many submissions, and account for every test each time."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from grader.errors import SuiteError
from grader.messages import full
from grader.model import Assignment, Status, TestResult, TestSpec, Visibility
from grader.runner import pytest_internals
from grader.runner.confirmation import confirm
from grader.runner.context import TestContext, reference_host
from grader.runner.executor import Executor
from grader.runner.guard import guard
from grader.runner.plugin import CONTEXT
from grader.runner.specs import specs
from grader.runner.timing import AGAIN, PROOF, Timing, notes
from grader.runner.verdict import Verdict, broken
from grader.sandbox.clock import Spent
from grader.sandbox.proxy import Backend

SETTINGS = Path(__file__).with_name("pytest.ini")
# What a grading run has no use for; each costs time on every test.
WITHOUT = (
    "cacheprovider", "terminal", "logging", "warnings", "doctest", "junitxml", "pastebin", "stepwise",
    "unraisableexception", "threadexception", "faulthandler", "setuponly", "setupplan", "debugging",
    "capture", "skipping", "unittest", "recwarn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TestRun:
    """One run of one test: how it ended, how its time went, and how much of it there was."""

    verdict: Verdict
    spent: Spent
    limit: float

    def result(self, spec: TestSpec) -> TestResult:
        return TestResult.of(
            spec,
            self.verdict.status,
            observed=self.verdict.observed,
            seconds=round(self.spent.used, 6),
            notes=notes(self.spent, self.limit),
        )


class Suite:
    """A collected suite, proved on the reference."""

    def __init__(
        self,
        tests: Sequence[tuple[pytest.Item, TestSpec]],
        assignment: Assignment,
        context: TestContext,
        executor: Executor,
    ) -> None:
        # Visible tests first: what their failures show can then hold nothing that hidden ones brought.
        self._tests = sorted(tests, key=lambda test: test[1].visibility is Visibility.HIDDEN)
        self._items = {spec.id: item for item, spec in self._tests}
        self._specs = {spec.id: spec for _, spec in self._tests}
        self.timing = Timing(assignment.limits)
        self._executor = executor
        self.assignment = assignment
        self.context = context
        self.reference = reference_host(assignment)
        self._unsound: dict[str, str] = {}
        self.prove(self.reference)

    @property
    def tests(self) -> tuple[TestSpec, ...]:
        return tuple(spec for _, spec in self._tests)

    @property
    def unsound(self) -> Mapping[str, str]:
        """The tests that do not pass on the reference, which are BROKEN for everybody, and why."""
        return self._unsound

    def run(
        self,
        student: Backend,
        on_test: Callable[[str], None] = lambda _: None,
        only: Container[str] | None = None,
    ) -> tuple[TestResult, ...]:
        """One result for each test, or for those whose id is in `only`, whatever the submission does.

        `on_test` hears a test's id before it runs, again where it is tried once more.
        """
        chosen = [test for test in self._tests if only is None or test[1].id in only]
        self.context.bind(student, self.reference)
        self._executor.plan([item for item, _ in chosen])
        return tuple(self._result(item, spec, on_test) for item, spec in chosen)

    def confirm(
        self, results: Sequence[TestResult], student: Backend, on_test: Callable[[str], None] = lambda _: None
    ) -> tuple[TestResult, ...]:
        """What ran out of time or memory is tried once more, alone and with more time."""

        def again(result: TestResult) -> TestResult:
            item = self._items[result.id]
            self._executor.plan([item])
            limit = AGAIN * self.timing.limit(result.id)
            return self._tried(item, self._specs[result.id], on_test, limit, alone=True)

        self.context.bind(student, self.reference)
        return confirm(results, again, self.timing.total)

    def attempt(self, test: str, student: Backend, *, draw: int = 0) -> Verdict:
        """One test alone, on inputs of another draw of `rng` where that is not 0."""
        item = self._items[test]
        self.context.bind(student, self.reference)
        self._executor.plan([item])
        with self.context.drawing(draw):
            return self._attempt(item, self.timing.limit(test)).verdict

    def draws(self, test: str) -> bool:
        """Whether the test has random inputs."""
        return pytest_internals.uses(self._items[test], "rng")

    def prove(self, reference: Backend) -> None:
        """Run every test on the reference: what does not pass there, twice, says nothing of a submission.

        What the tests cost there sets the limits of submissions.
        """
        self.context.bind(reference, self.reference)
        self._executor.plan([item for item, _ in self._tests])
        seconds = PROOF * self.timing.limits.seconds_per_test
        for item, spec in self._tests:
            if spec.id in self._unsound:
                continue
            attempt = self._attempt(item, seconds)
            if attempt.verdict.status is not Status.PASSED:
                attempt = self._attempt(item, AGAIN * seconds, alone=True)
            self.timing.costs[spec.id] = attempt.spent.used
            if attempt.verdict.observed is not None:
                self._unsound[spec.id] = _unsound(attempt.verdict)

    def _result(self, item: pytest.Item, spec: TestSpec, on_test: Callable[[str], None]) -> TestResult:
        if spec.id in self._unsound:
            return TestResult.of(spec, Status.BROKEN, observed=broken(self._unsound[spec.id]).observed)
        return self._tried(item, spec, on_test, self.timing.limit(spec.id))

    def _tried(
        self,
        item: pytest.Item,
        spec: TestSpec,
        on_test: Callable[[str], None],
        limit: float,
        *,
        alone: bool = False,
    ) -> TestResult:
        """Once more where the first run broke: a zygote that died is started again."""
        on_test(spec.id)
        attempt = self._attempt(item, limit, alone=alone)
        if attempt.verdict.status is Status.BROKEN:
            on_test(spec.id)
            attempt = self._attempt(item, limit, alone=alone)
        return attempt.result(spec)

    def _attempt(self, item: pytest.Item, limit: float, *, alone: bool = False) -> TestRun:
        host = self.context.bound
        host.begin(limit, alone=alone)
        try:
            with guard.test(item.nodeid):
                verdict = self._executor.run(item)
        finally:
            spent = host.end()
        return TestRun(verdict, spent, limit)


def _unsound(verdict: Verdict) -> str:
    """Why a test says nothing: it does not pass on the reference."""
    seen = verdict.observed
    assert seen is not None, "a test that does not pass has seen something"
    what = f"it has no `{seen.subject}`" if verdict.status is Status.MISSING else " ".join(full(seen))
    how = "runs out of time" if verdict.status is Status.TIMEOUT else "fails"
    return f"{how} on the reference itself ({verdict.status}): {what}"


def serve(
    assignment: Assignment,
    secret: bytes,
    run: Callable[[Suite], None],
    *,
    only: str | None = None,
    plugins: Sequence[object] = (),
) -> None:
    """Collect the assignment's suite and hand it to `run`; raises SuiteError where it does not collect.

    `plugins` are further pytest plugins that may watch.
    """
    os.environ.pop("PYTEST_ADDOPTS", None)  # the user's own options are not the examiner's
    examination = CollectedRun(assignment, secret, run, only)
    arguments = [
        "--disable-plugin-autoload",
        "--strict-markers",
        "--import-mode=importlib",
        "-c",
        str(SETTINGS),
    ]
    arguments += ["--rootdir", str(assignment.suite), str(assignment.suite), "-p", "grader.runner.plugin"]
    for name in WITHOUT:
        arguments += ["-p", f"no:{name}"]
    code = pytest.main(arguments, plugins=[examination, examination.executor, *plugins])
    examination.conclude(code)


class CollectedRun:
    """The plugin that takes over pytest's loop."""

    def __init__(
        self, assignment: Assignment, secret: bytes, run: Callable[[Suite], None], only: str | None
    ) -> None:
        self._assignment, self._run, self._only = assignment, run, only
        self._errors: list[str] = []
        self._failure: BaseException | None = None
        self._done = False
        self._context = TestContext(secret)
        self.executor = Executor(self._context, assignment)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._errors.append(f"{report.nodeid}:\n{_error_alone(report.longreprtext)}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            self._serve(session)
        except BaseException as failure:  # pytest would turn it into an exit code
            self._failure = failure
        self._done = True
        return True

    def conclude(self, code: int | pytest.ExitCode) -> None:
        """Raise what went wrong; the exit code says only that something did."""
        if self._failure is not None:
            raise self._failure
        if not self._done:
            raise self._uncollected(f"pytest ended with {code!r} before the first test")

    def _serve(self, session: pytest.Session) -> None:
        if self._errors:
            raise self._uncollected("\n".join(self._errors))
        session.config.stash[CONTEXT] = self._context
        found = specs(session.items, self._assignment)
        chosen = [test for test in found if self._only is None or test[1].task == self._only]
        gc.freeze()  # what pytest has loaded stays for the whole class: no use in looking through it again
        self._run(Suite(chosen, self._assignment, self._context, self.executor))

    def _uncollected(self, why: str) -> SuiteError:
        return SuiteError(
            f"the suite of `{self._assignment.id}` does not collect:\n{why}",
            where=str(self._assignment.suite),
            advice=f"Run `pytest {self._assignment.suite}` and fix the errors it reports.",
        )


def _error_alone(told: str) -> str:
    """Without the way to it, which leads through pytest's own files: `pytest` shows that."""
    marked = [line.removeprefix("E") for line in told.splitlines() if line.startswith("E ")]
    return indent(dedent("\n".join(marked)), "  ") if marked else told
