"""Collect a hidden suite once, run it for many submissions, and account for every test each time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

from grader.errors import SuiteError
from grader.model import Assignment, Status, TestResult, TestSpec, Visibility
from grader.sandbox.proxy import Host
from grader.suite.bench import Bench, reference_host
from grader.suite.plugin import BENCH
from grader.suite.specs import specs
from grader.suite.verdict import PASSED, Verdict, broken, judge

SETTINGS = Path(__file__).with_name("pytest.ini")
# What a grading run has no use for; each costs time on every test.
WITHOUT = (
    "cacheprovider", "terminal", "logging", "warnings", "doctest", "junitxml", "pastebin", "stepwise",
    "unraisableexception", "threadexception", "faulthandler", "setuponly", "setupplan", "debugging",
    "capture", "skipping", "unittest", "recwarn",
)  # fmt: skip

Phase = Literal["setup", "call", "teardown"]


class Suite:
    """A collected suite, proved on the reference."""

    def __init__(
        self,
        items: Sequence[pytest.Item],
        assignment: Assignment,
        bench: Bench,
        record: Record,
        only: str | None,
    ) -> None:
        found = specs(items, assignment)
        chosen = [(item, spec) for item, spec in found if only is None or spec.task == only]
        # Visible tests first: what their failures show can then hold nothing that hidden ones brought.
        chosen.sort(key=lambda pair: pair[1].visibility is Visibility.HIDDEN)
        following = [item for item, _ in chosen[1:]]
        self._entries = [Entry(item, after, spec) for (item, spec), after in zip_longest(chosen, following)]
        self._seconds = assignment.limits.seconds_per_test
        self.bench = bench
        self.reference = reference_host(assignment)
        self._record = record
        self._unsound: dict[str, str] = {}
        self._prove()

    @property
    def tests(self) -> tuple[TestSpec, ...]:
        return tuple(entry.spec for entry in self._entries)

    @property
    def unsound(self) -> tuple[str, ...]:
        """The ids of the tests that do not pass on the reference: BROKEN for everybody."""
        return tuple(self._unsound)

    def run(self, student: Host) -> tuple[TestResult, ...]:
        """One result for each test, in order, whatever the submission does."""
        self.bench.seat(student, self.reference)
        return tuple(self._result(entry) for entry in self._entries)

    def _prove(self) -> None:
        for result in self.run(self.reference):
            if result.status is not Status.PASSED:
                self._unsound[result.id] = (
                    f"fails on the reference itself ({result.status}): {result.observed}"
                )

    def _result(self, entry: Entry) -> TestResult:
        if entry.spec.id in self._unsound:
            return TestResult.of(
                entry.spec, Status.BROKEN, observed=broken(self._unsound[entry.spec.id]).observed
            )
        started = time.perf_counter()
        verdict = self._attempt(entry)
        if verdict.status is Status.BROKEN:
            verdict = self._attempt(entry)  # a zygote that died is started again: once more
        seconds = round(time.perf_counter() - started, 6)
        return TestResult.of(entry.spec, verdict.status, observed=verdict.observed, seconds=seconds)

    def _attempt(self, entry: Entry) -> Verdict:
        self._record.clear()
        with self.bench.timed(self._seconds):
            entry.item.config.hook.pytest_runtest_protocol(item=entry.item, nextitem=entry.following)
        return self._record.verdict


class Entry(NamedTuple):
    """A test, and the one behind it: pytest keeps the fixtures that both need."""

    item: pytest.Item
    following: pytest.Item | None
    spec: TestSpec


class Record:
    """How the test that runs at the moment has ended so far: the first failure counts."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.verdict = broken("the test ended without a result")

    def add(self, call: pytest.CallInfo[Any]) -> None:
        if call.excinfo is not None and self.verdict.status in (Status.PASSED, Status.BROKEN):
            self.verdict = judge(call.excinfo.value, call.when)
        elif call.when == "call":
            self.verdict = PASSED


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
    code = pytest.main(arguments, plugins=[examination, *plugins])
    examination.conclude(code)


class Examination:
    """The plugin that takes over pytest's loop."""

    def __init__(
        self, assignment: Assignment, secret: bytes, run: Callable[[Suite], None], only: str | None
    ) -> None:
        self._assignment, self._secret, self._run, self._only = assignment, secret, run, only
        self._errors: list[str] = []
        self._failure: BaseException | None = None
        self._done = False
        self._record = Record()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._errors.append(f"{report.nodeid}:\n{report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            self._serve(session)
        except BaseException as failure:  # pytest would turn it into an exit code
            self._failure = failure
        self._done = True
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Function, nextitem: pytest.Item | None) -> bool:
        """The three phases through pytest's own hooks; without the reports, which nobody reads here."""
        item._initrequest()  # what plugins that run an item once more have to call
        hook = item.ihook
        if self._phase("setup", hook.pytest_runtest_setup, item=item):
            self._phase("call", hook.pytest_runtest_call, item=item)
        self._phase("teardown", hook.pytest_runtest_teardown, item=item, nextitem=nextitem)
        return True

    def _phase(self, when: Phase, hook: Callable[..., Any], **arguments: object) -> bool:
        call = pytest.CallInfo.from_call(lambda: hook(**arguments), when)
        self._record.add(call)
        return call.excinfo is None

    def conclude(self, code: int | pytest.ExitCode) -> None:
        """Raise what went wrong; the exit code says only that something did."""
        if self._failure is not None:
            raise self._failure
        if not self._done:
            raise self._uncollected(f"pytest ended with {code!r} before the first test")

    def _serve(self, session: pytest.Session) -> None:
        if self._errors:
            raise self._uncollected("\n".join(self._errors))
        bench = session.config.stash[BENCH] = Bench(self._secret)
        self._run(Suite(session.items, self._assignment, bench, self._record, self._only))

    def _uncollected(self, why: str) -> SuiteError:
        return SuiteError(
            f"the suite of `{self._assignment.id}` does not collect:\n{why}",
            where=str(self._assignment.suite),
            advice=f"Run `pytest {self._assignment.suite}` and mend what it shows.",
        )
