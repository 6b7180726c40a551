"""Collect a hidden suite once, run it for many submissions, and account for every test each time."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path
from textwrap import dedent, indent

import pytest

from grader.errors import SuiteError
from grader.model import Assignment, Status, TestResult, TestSpec, Visibility
from grader.sandbox.proxy import Host
from grader.suite.bench import Bench, reference_host
from grader.suite.executor import Executor
from grader.suite.plugin import BENCH
from grader.suite.specs import specs
from grader.suite.verdict import Verdict, broken
from grader.wording import full

SETTINGS = Path(__file__).with_name("pytest.ini")
# What a grading run has no use for; each costs time on every test.
WITHOUT = (
    "cacheprovider", "terminal", "logging", "warnings", "doctest", "junitxml", "pastebin", "stepwise",
    "unraisableexception", "threadexception", "faulthandler", "setuponly", "setupplan", "debugging",
    "capture", "skipping", "unittest", "recwarn",
)  # fmt: skip


class Suite:
    """A collected suite, proved on the reference."""

    def __init__(
        self,
        tests: Sequence[tuple[pytest.Item, TestSpec]],
        assignment: Assignment,
        bench: Bench,
        executor: Executor,
    ) -> None:
        # Visible tests first: what their failures show can then hold nothing that hidden ones brought.
        self._tests = sorted(tests, key=lambda test: test[1].visibility is Visibility.HIDDEN)
        self._items = {spec.id: item for item, spec in self._tests}
        self._seconds = assignment.limits.seconds_per_test
        self._executor = executor
        self.assignment = assignment
        self.bench = bench
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
        student: Host,
        on_test: Callable[[str], None] = lambda _: None,
        only: Container[str] | None = None,
    ) -> tuple[TestResult, ...]:
        """One result for each test, or for those whose id is in `only`, whatever the submission does.

        `on_test` hears a test's id before it runs, again where it is tried once more.
        """
        chosen = [test for test in self._tests if only is None or test[1].id in only]
        self.bench.seat(student, self.reference)
        self._executor.plan([item for item, _ in chosen])
        return tuple(self._result(item, spec, on_test) for item, spec in chosen)

    def attempt(self, test: str, student: Host, *, draw: int = 0) -> Verdict:
        """One test alone, on inputs of another draw of `rng` where that is not 0."""
        item = self._items[test]
        self.bench.seat(student, self.reference)
        self._executor.plan([item])
        with self.bench.drawing(draw):
            return self._attempt(item)

    def draws(self, test: str) -> bool:
        """Whether the test has random inputs."""
        return "rng" in self._items[test].fixturenames  # type: ignore[attr-defined]

    def prove(self, reference: Host) -> None:
        """Run every test on the reference: what does not pass there says nothing of a submission."""
        for result in self.run(reference):
            if result.observed is not None and result.id not in self._unsound:
                missing = result.status is Status.MISSING
                seen = (
                    f"it has no `{result.observed.subject}`" if missing else " ".join(full(result.observed))
                )
                self._unsound[result.id] = f"fails on the reference itself ({result.status}): {seen}"

    def _result(self, item: pytest.Item, spec: TestSpec, on_test: Callable[[str], None]) -> TestResult:
        if spec.id in self._unsound:
            return TestResult.of(spec, Status.BROKEN, observed=broken(self._unsound[spec.id]).observed)
        started = time.perf_counter()
        on_test(spec.id)
        verdict = self._attempt(item)
        if verdict.status is Status.BROKEN:
            on_test(spec.id)
            verdict = self._attempt(item)  # a zygote that died is started again: once more
        seconds = round(time.perf_counter() - started, 6)
        return TestResult.of(spec, verdict.status, observed=verdict.observed, seconds=seconds)

    def _attempt(self, item: pytest.Item) -> Verdict:
        with self.bench.timed(self._seconds):
            return self._executor.run(item)


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
    examination = Examination(assignment, secret, run, only)
    arguments = [
        "--disable-plugin-autoload",
        "--strict-markers",
        "--import-mode=importlib",
        "-c",
        str(SETTINGS),
    ]
    arguments += ["--rootdir", str(assignment.suite), str(assignment.suite), "-p", "grader.suite.plugin"]
    for name in WITHOUT:
        arguments += ["-p", f"no:{name}"]
    code = pytest.main(arguments, plugins=[examination, examination.executor, *plugins])
    examination.conclude(code)


class Examination:
    """The plugin that takes over pytest's loop."""

    def __init__(
        self, assignment: Assignment, secret: bytes, run: Callable[[Suite], None], only: str | None
    ) -> None:
        self._assignment, self._run, self._only = assignment, run, only
        self._errors: list[str] = []
        self._failure: BaseException | None = None
        self._done = False
        self._bench = Bench(secret)
        self.executor = Executor(self._bench, assignment)

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
        session.config.stash[BENCH] = self._bench
        found = specs(session.items, self._assignment)
        chosen = [test for test in found if self._only is None or test[1].task == self._only]
        gc.freeze()  # what pytest has loaded stays for the whole class: no use in looking through it again
        self._run(Suite(chosen, self._assignment, self._bench, self.executor))

    def _uncollected(self, why: str) -> SuiteError:
        return SuiteError(
            f"the suite of `{self._assignment.id}` does not collect:\n{why}",
            where=str(self._assignment.suite),
            advice=f"Run `pytest {self._assignment.suite}` and mend what it shows.",
        )


def _error_alone(told: str) -> str:
    """Without the way to it, which leads through pytest's own files: `pytest` shows that."""
    marked = [line.removeprefix("E") for line in told.splitlines() if line.startswith("E ")]
    return indent(dedent("\n".join(marked)), "  ") if marked else told
