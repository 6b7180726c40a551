"""A program that fills a gradebook and says each student's id once the grade is recorded.

Run as `writer.py URL NAME COUNT`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from grader.gradebook import Gradebook
from grader.model import Grade, Isolation, Status, SubmissionInfo, TestResult, TestSpec

KERNEL = Isolation("kernel")


def main(url: str, name: str, count: int) -> None:
    """Record `count` grades, each with twenty results."""
    specs = [TestSpec(f"t::{number}", "title", "svm", 1.0) for number in range(20)]
    results = tuple(TestResult.of(spec, Status.PASSED) for spec in specs)
    with Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {})
        for number in range(count):
            info = SubmissionInfo("losses", f"{name}-{number}", "hash")
            book.record(run, Grade(info, "k", results, 20.0, 20.0, 20.0, KERNEL, {}, datetime.now(UTC)))
            sys.stdout.write(f"{info.student}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
