"""Runs a student's code in processes that can be killed: one as a rule, one more after each endless loop."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from grader import wire
from grader.errors import GraderError, SubmissionDied, SubmissionFault, SubmissionTimeout, SuiteError
from grader.model import Assignment, Status, TestResult, TestSpec
from grader.student.events import Collected, EventLine, Imported, Started, Tested, TrialRequest, Uncollected

# -P: files that are called like a library do not hide it; -u: what is printed before a loop is seen.
COMMAND = (sys.executable, "-P", "-u", "-X", "utf8", "-m", "grader.student.trial")
STARTUP_SECONDS = 120.0  # a first start under a virus scanner takes its time
END_SECONDS = 5.0
LONGEST_ERROR = 4000


@dataclass(slots=True)
class Record:
    """What is known so far of the files and the tests."""

    tests: dict[str, TestSpec] = field(default_factory=dict)
    imports: dict[str, Imported] = field(default_factory=dict)
    results: dict[str, TestResult] = field(default_factory=dict)
    output: str = ""

    @property
    def done(self) -> tuple[str, ...]:
        failed = [file for file, imported in self.imports.items() if imported.status is not Status.PASSED]
        return (*failed, *self.results)


def run(assignment: Assignment, files: Sequence[str], tasks: Sequence[str]) -> Record:
    """Import `files`, run the public tests of `tasks`: both in the order given, each within its time."""
    record = Record()
    while not _attempt(assignment, files, tasks, record):
        pass  # what ended that process is on record: the next one goes on after it
    return record


def _attempt(assignment: Assignment, files: Sequence[str], tasks: Sequence[str], record: Record) -> bool:
    """One process: whether it came to its end."""
    request = TrialRequest(str(assignment.handout), tuple(files), tuple(tasks), record.done)
    seconds = assignment.limits.seconds_per_test
    running: str | None = None
    with Process(request, assignment.limits.output_kb * 1024) as process:
        try:
            while line := process.line(seconds if running else STARTUP_SECONDS):
                running = _note(wire.load(EventLine, line), assignment, record)
            if running is None:
                process.expect_success()
                return True
            _blame(running, SubmissionDied(process.ending(), _subject(running, record)), record)
        except TimeoutError:
            if running is None:
                raise GraderError("the check did not start", advice="Run it again.") from None
            _blame(running, SubmissionTimeout(seconds, _subject(running, record)), record)
        finally:
            record.output += process.printed()
    return False


def _note(line: EventLine, assignment: Assignment, record: Record) -> str | None:
    """Put an event on record; the file or test that runs from then on."""
    match line.event:
        case Started(what):
            return what
        case Imported() as imported:
            record.imports[imported.file] = imported
        case Collected(tests):
            record.tests |= {test.id: test for test in tests}
        case Tested(result):
            record.results[result.id] = result
        case Uncollected(why):
            raise SuiteError(
                f"the public tests cannot be loaded:\n{why}",
                where=str(assignment.suite),
                advice="Unpack the handout again and take its `tests` folder.",
            )
    return None


def _subject(running: str, record: Record) -> str:
    return record.tests[running].task if running in record.tests else running


def _blame(running: str, fault: SubmissionFault, record: Record) -> None:
    if running in record.tests:
        spec = record.tests[running]
        record.results[running] = TestResult.of(spec, fault.status, observed=fault.observation)
    else:
        record.imports[running] = Imported(running, fault.status, fault.observation)


class Process:
    """A fresh Python in the student's folder; killed when the `with` ends."""

    def __init__(self, request: TrialRequest, most_output: int) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        self._process = subprocess.Popen(
            COMMAND,
            cwd=Path(request.folder),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._printed = bytearray()
        self._most = most_output
        self._readers = [
            threading.Thread(target=reads, args=[pipe], daemon=True)
            for reads, pipe in ((self._read_lines, self._process.stdout), (self._drain, self._process.stderr))
        ]
        for reader in self._readers:
            reader.start()
        self._ask(wire.dump(request))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

    def line(self, seconds: float) -> bytes:
        """The next line, nothing at the end; raises TimeoutError."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None

    def expect_success(self) -> None:
        """Raise what kept our own part of it from being done."""
        if self._process.wait(END_SECONDS):
            raise GraderError(
                f"the check's own process failed ({self.ending()}):\n{self.printed()[-LONGEST_ERROR:]}"
            )

    def ending(self) -> str:
        """How it ended, in words."""
        code = self._process.wait(END_SECONDS)
        if code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def printed(self) -> str:
        """The first of what was printed."""
        if self._process.poll() is None:
            self._process.kill()
        self._readers[1].join(timeout=1.0)  # a process that theirs has started may keep the pipe open
        return self._printed.decode("utf-8", "replace")

    def _ask(self, request: bytes) -> None:
        if self._process.stdin is None:
            raise TypeError("stdin is a pipe")
        with suppress(OSError), self._process.stdin as pipe:  # where it has died already, its end tells so
            pipe.write(request)

    def _read_lines(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self._lines.put(line)
        self._lines.put(b"")

    def _drain(self, pipe: IO[bytes]) -> None:
        """Read on where there is enough, so that nothing waits for a reader."""
        with pipe:
            while chunk := pipe.read1(65536):  # type: ignore[attr-defined]
                self._printed += chunk[: self._most - len(self._printed)]
