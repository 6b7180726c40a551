"""What it costs to keep grades on a PostgreSQL server instead of in a SQLite file, as ratios of one run.

Every grade has 26 results and is on the disk before the next one. The server is this machine's own,
reached through a socket, and as careful as servers are. `python benchmarks/gradebook.py [GRADES]`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from grader.gradebook import Gradebook
from grader.model import Grade, Isolation, Status, SubmissionInfo, TestResult, TestSpec

SERVER = Path(__file__).parents[1] / "tests" / "gradebook" / "server.py"
CAREFUL = ("fsync=on", "full_page_writes=on")
KERNEL = Isolation("kernel", ("landlock", "seccomp"))
RESULTS = tuple(
    TestResult.of(TestSpec(f"test_losses.py::test_{number}", "The loss is right.", "svm", 1.0), Status.PASSED)
    for number in range(26)
)
POINTS = float(len(RESULTS))


def main(grades: int) -> None:
    with TemporaryDirectory() as folder, server() as url, ExitStack() as stack:
        urls = {
            "in memory": "sqlite://",
            "SQLite file": f"sqlite:///{folder}/gradebook.db",
            "PostgreSQL": url,
        }
        books = {name: stack.enter_context(Gradebook.open(url)) for name, url in urls.items()}
        tell("recording a grade", {name: recorder(book) for name, book in books.items()}, grades)
        tell("reading a grade", {name: reader(book) for name, book in books.items()}, grades)


@contextmanager
def server() -> Iterator[str]:
    command = [sys.executable, str(SERVER), *CAREFUL]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        if not said.startswith("postgresql://"):
            raise SystemExit(said)
        yield said


def recorder(book: Gradebook) -> Callable[[int], None]:
    run = book.begin_run("losses", "f", KERNEL, {"grader": "1"})

    def record(number: int) -> None:
        info = SubmissionInfo("losses", f"student-{number}", "hash")
        book.record(run, Grade(info, "key", RESULTS, POINTS, POINTS, POINTS, KERNEL, {}, datetime.now(UTC)))

    return record


def reader(book: Gradebook) -> Callable[[int], None]:
    def read(number: int) -> None:
        (grade,) = book.attempts("losses", f"student-{number}")
        assert len(grade.results) == len(RESULTS)

    return read


def tell(what: str, ways: dict[str, Callable[[int], None]], times: int) -> None:
    """Take turns, so that all of them suffer the same neighbours."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(times):
        for name, way in ways.items():
            started = time.perf_counter()
            way(number)
            seconds[name].append(time.perf_counter() - started)
    unit = median(seconds["SQLite file"])
    print(f"{what}, {times} times; the median in units of a SQLite file's ({1000 * unit:.1f} ms), and all:")
    for name, taken in seconds.items():
        print(f"  {name:12} {median(taken) / unit:5.2f}   {sum(taken):5.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
