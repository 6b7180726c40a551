"""A real examiner process with a made-up `examine`: a submission's text says what happens.

Lines of double.py: `signal NAME [parent]`, `die once MARKER`, `exit N`, `hang`, `hang with a child MARKER`,
`lose a result`, `sleep S` (alive), `broken`, `fail`, `late`, each with a MARKER only
the first time; anything else passes every test. A job's title may be
`unsound`, `unlocked`, `misspelt`, `dies at start` or `fails inside`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from grader import grading
from grader.engines import examiner
from grader.errors import CourseError, IsolationUnavailable, Problem, SuiteError
from grader.grading import Job, SuiteInfo, Work
from grader.model import Grade, Isolation, Status, Submission, TestResult, TestSpec
from grader.observations import Broken, Differences, Observation, TimedOut, WrongValues

TESTS = (
    TestSpec("test_zero", "Twice nothing is nothing.", "double", 1.0),
    TestSpec("test_three", "Twice three is six.", "double", 2.0),
    TestSpec("test_sign", "One becomes minus one.", "negate", 1.0),
)
ERRORS = {
    "unsound": SuiteError("the points do not add up", where="test_double.py", advice="Count again."),
    "unlocked": IsolationUnavailable("no Landlock here", where="this machine", advice="Use a container."),
    "misspelt": CourseError([Problem("assignment.toml", 2, "unknown key `titel`")], advice="Mend it."),
    "fails inside": ZeroDivisionError("a bug of ours"),
}


ENDS: dict[str, tuple[Status, Observation]] = {
    "late": (Status.TIMEOUT, TimedOut("double", 5.0)),
    "broken": (Status.BROKEN, Broken("double", "")),
    "fail": (Status.FAILED, WrongValues("double", Differences(yours=5.0, expected=6.0))),
}


def examine(
    job: Job,
    works: Iterable[Work],
    on_ready: Callable[[SuiteInfo], None],
    on_grade: Callable[[Grade], None],
    on_tick: Callable[[], None],
) -> None:
    if job.assignment.title == "dies at start":
        os._exit(3)
    if job.assignment.title in ERRORS:
        raise ERRORS[job.assignment.title]
    os.write(1, b"this line must never reach the parent's stdout\n")
    tests = tuple(test for test in TESTS if job.only in (None, test.task))
    on_ready(SuiteInfo(tests, Isolation(job.isolation, ("made up",))))
    for work in works:
        on_grade(grade(job, tests, work.submission, on_tick))


def grade(
    job: Job, tests: tuple[TestSpec, ...], submission: Submission, on_tick: Callable[[], None]
) -> Grade:
    results = [TestResult.of(test, Status.PASSED) for test in tests]
    for line in submission.files.get("double.py", "fail").splitlines():
        results = obey(line, results, on_tick)
    raw = sum(result.earned for result in results)
    possible = sum(result.possible for result in results)
    broken = any(result.status is Status.BROKEN for result in results)
    return Grade(
        info=submission.info,
        key=grading.key(grading.fingerprint(job), submission),
        results=tuple(results),
        raw=raw,
        possible=possible,
        final=None if broken else raw,
        isolation=Isolation(job.isolation, ("made up",)),
        versions=grading.versions(),
        graded_at=datetime.now(UTC),
        output=str(os.getpid()),
    )


def obey(line: str, results: list[TestResult], on_tick: Callable[[], None]) -> list[TestResult]:
    match line.split():
        case ["signal", name, *parent]:
            os.kill(os.getppid() if parent else os.getpid(), signal.Signals[name])
        case ["die", "once", marker] if not Path(marker).exists():
            Path(marker).touch()
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["exit", code]:
            os._exit(int(code))
        case ["hang", *with_a_child]:
            for marker in with_a_child[-1:]:
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
                Path(marker).write_text(str(child.pid))
            time.sleep(1000)
        case ["sleep", seconds]:
            for _ in range(round(float(seconds) * 10)):
                time.sleep(0.1)
                on_tick()
        case ["lose", "a", "result"]:
            return results[:-1]
        case [word, *once] if word in ENDS and all(map(is_new, once)):
            return [of(results[0], *ENDS[word]), *results[1:]]
    return results


def is_new(marker: str) -> bool:
    """Whether the file is not there yet; from now on it is."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def of(result: TestResult, status: Status, seen: Observation) -> TestResult:
    spec = TestSpec(result.id, result.title, result.task, result.possible, result.visibility)
    return TestResult.of(spec, status, observed=seen)


if __name__ == "__main__":
    examiner.HEARTBEAT = 0.05
    examiner.main(examine)
