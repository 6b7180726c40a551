"""A program that fills a gradebook and says each student's id once the grade is recorded.

Run as `writer.py URL NAME COUNT`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from grader.gradebook import Gradebook
from grader.model import Grade, Isolation, Receipt, Status, TestResult, TestSpec

KERNEL = Isolation("kernel")


def main(url: str, name: str, count: int) -> None:
    """Record `count` grades, each with twenty results."""
    specs = [TestSpec(f"t::{number}", "title", "svm", 1.0) for number in range(20)]
    results = tuple(TestResult.of(spec, Status.PASSED) for spec in specs)
    with Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {})
        for number in range(count):
            receipt = Receipt("losses", f"{name}-{number}", "hash")
            book.record(run, Grade(receipt, "k", results, 20.0, 20.0, 20.0, KERNEL, {}, datetime.now(UTC)))
            sys.stdout.write(f"{receipt.student}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
