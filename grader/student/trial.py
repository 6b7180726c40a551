"""The process in which a student's own code runs: `python -m grader.student.trial`, a request on stdin.

Nothing of Linux is needed here. What is told goes to what was stdout when it began; what the code
prints goes to stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from importlib.util import decode_source
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import wire
from grader.course import load_handout
from grader.errors import SubmissionFault
from grader.model import Assignment, Status, TestResult, TestSpec, Visibility
from grader.runner import pytest_internals
from grader.runner.context import TestContext, test_id
from grader.runner.executor import Executor
from grader.runner.local import LocalBackend
from grader.runner.plugin import MARKS
from grader.runner.suite import SETTINGS, WITHOUT
from grader.student.events import Collected, EventLine, Imported, Started, Tested, TrialRequest, Uncollected
from grader.student.faults import fault, raised
from grader.student.notebooks import stand_ins

ENCODING = "is not text in UTF-8, nor in what its first lines declare: save it in the encoding UTF-8"
Tell = Callable[[Any], None]


def main() -> None:
    """Do what the request on stdin asks, and end at once, whatever the student's code has started."""
    tell = _telling()
    request = wire.load(TrialRequest, sys.stdin.buffer.read())
    assignment = load_handout(Path(request.folder))
    code = OwnCode(assignment)
    usable = [file for file in request.files if file not in request.done and _imports(code, file, tell)]
    ended = _run(Tests(request, assignment, code, usable, tell)) if request.tasks else 0
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ended)


class OwnCode:
    """The files on the desk as they are at this moment, and what stands in for them."""

    def __init__(self, assignment: Assignment) -> None:
        self.texts: dict[str, str] = {}
        self._unreadable: dict[str, SubmissionFault] = {}
        notebooks = stand_ins(assignment).files
        for name in assignment.files:
            if name in notebooks:
                self.texts[name] = notebooks[name].text
            elif (path := assignment.handout / name).is_file():
                self._read(path)
        self.host = LocalBackend(
            "homework", self.texts, bare=True, aliases=assignment.packages, shims=assignment.shims
        )

    def load(self, file: str) -> None:
        """Import one file; raises SubmissionFault."""
        if file in self._unreadable:
            raise self._unreadable[file]
        try:
            self.host.names(file.removesuffix(".py"))
        except (Exception, SystemExit) as error:
            raise (fault(error, self.texts) or raised(error, file)) from None

    def _read(self, path: Path) -> None:
        try:
            self.texts[path.name] = decode_source(path.read_bytes())
        except (UnicodeDecodeError, SyntaxError):
            self._unreadable[path.name] = raised(SyntaxError(ENCODING), path.name)


class Tests:
    """The pytest plugin that brings the fixtures and takes over the loop."""

    __test__ = False

    def __init__(
        self, request: TrialRequest, assignment: Assignment, code: OwnCode, usable: Sequence[str], tell: Tell
    ) -> None:
        self.suite = assignment.suite
        self._tasks = {
            task.name: request.tasks.index(task.name)
            for task in assignment.tasks
            if task.name in request.tasks and task.file in usable
        }
        self._assignment, self._code, self._done, self._tell = assignment, code, request.done, tell
        self._broken: list[str] = []
        self._context = TestContext(b"")
        self._context.bind(code.host, LocalBackend("nothing", {}))
        self.executor = Executor(self._context, assignment)

    @pytest.fixture(scope="session")
    def student(self) -> Any:
        return self._context.student

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        return self._context.rng(self._assignment.id, test_id(request.node, self.suite))

    def pytest_configure(self, config: pytest.Config) -> None:
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._broken.append(f"{report.nodeid}:\n{report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._broken:
            self._tell(Uncollected("\n".join(self._broken)))
            return True
        chosen = sorted(self._chosen(session.items), key=lambda test: self._tasks[test[1].task])
        self._tell(Collected(tuple(spec for _, spec in chosen)))
        left = [(item, spec) for item, spec in chosen if spec.id not in self._done]
        self.executor.plan([item for item, _ in left])
        for item, spec in left:
            self._tell(Started(spec.id))
            self._tell(Tested(self._result(item, spec)))
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self) -> Generator[None, object, object]:
        return (yield from self._own_faults())

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self) -> Generator[None, object, object]:
        return (yield from self._own_faults())

    def _own_faults(self) -> Generator[None, object, object]:
        """What the student's code raises in a test is theirs; all else stays for the judge."""
        try:
            return (yield)
        except (Exception, SystemExit) as error:
            if own := fault(error, self._code.texts):
                raise own from None
            raise

    def _chosen(self, items: Sequence[pytest.Item]) -> list[tuple[pytest.Item, TestSpec]]:
        found = [(item, _spec(item, self.suite)) for item in items]
        return [(item, spec) for item, spec in found if spec.task in self._tasks]

    def _result(self, item: pytest.Item, spec: TestSpec) -> TestResult:
        verdict = self.executor.run(item)
        return TestResult.of(spec, verdict.status, observed=verdict.observed)


def _telling() -> Tell:
    """Keep stdout for ourselves: from here on everything printed goes to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def tell(event: Any) -> None:
        out.write(wire.dump(EventLine(event)) + b"\n")
        out.flush()

    return tell


def _imports(code: OwnCode, file: str, tell: Tell) -> bool:
    tell(Started(file))
    try:
        code.load(file)
    except SubmissionFault as failed:
        tell(Imported(file, failed.status, failed.observation))
        return False
    tell(Imported(file, Status.PASSED))
    return True


def _run(tests: Tests) -> int:
    if not tests.suite.is_dir():
        return 0  # an assignment without public tests
    arguments = ["--disable-plugin-autoload", "--import-mode=importlib", "-c", str(SETTINGS)]
    arguments += ["--rootdir", str(tests.suite), str(tests.suite)]
    for name in WITHOUT:
        arguments += ["-p", f"no:{name}"]
    code = pytest.main(arguments, plugins=[tests, tests.executor])
    # With the loop taken over, pytest counts no test and no failure: only its own troubles matter.
    return code if code in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR) else 0


def _spec(item: pytest.Item, suite: Path) -> TestSpec:
    mark = item.get_closest_marker("points")
    task = str(mark.kwargs.get("task", "")) if mark else ""
    points = float(mark.args[0]) if mark else 0.0
    title = (pytest_internals.get_function(item).__doc__ or item.name).strip().split("\n")[0]
    return TestSpec(test_id(item, suite), title, task, points, Visibility.VISIBLE)


if __name__ == "__main__":
    main()
