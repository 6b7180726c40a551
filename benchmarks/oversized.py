"""What answers out of all proportion cost the examiner, the trusted process that checks them.

For each kind a submission that gives back far too much is graded by an examiner of its own, mistakes named
as ever. Shown are the examiner's peak memory beyond that for the right submission, its CPU time, and how the
test ended that met the answer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MODEL = """
import numpy as np

class Note:
    def __init__(self, text):
        self.text = text

def forward(x):
    return x * x, x

def backward(dout, cache):
    return 2 * cache * dout

def slope(f, x):
    found = np.zeros_like(x)
    for i in range(x.size):
        step = np.zeros_like(x)
        step[i] = 1e-5
        found[i] = (f(x + step) - f(x - step)) / 2e-5
    return found

def total(x):
    return float(x.sum())

def table(x):
    return {"sum": float(x.sum())}

def name(x):
    return "a vector"
"""
SUITE = '''
import pytest
from grader.testing.checks import assert_close, assert_each_close, assert_that
from grader.testing.gradients import assert_adjoint, assert_gradients

@pytest.mark.points(1, task="forward")
def test_gradients(student, rng):
    """The gradient is the slope of your own forward pass."""
    x = rng.standard_normal((4, 3))
    assert_gradients(student.work.forward, student.work.backward, [x], rng, whats=("dx",))

@pytest.mark.points(1, task="forward")
def test_slope(student, rng):
    """A difference quotient is near the derivative."""
    x = rng.standard_normal(5)
    assert_close(student.work.slope(lambda x: float((x * x).sum()), x), 2 * x, what="slope", atol=1e-6)

@pytest.mark.points(1, task="forward")
def test_totals(student, rng):
    """The sums are right."""
    points = [(rng.standard_normal(5),) for _ in range(20)]
    assert_each_close(student.work.total.map(points), [x.sum() for x, in points], what="sum")

@pytest.mark.points(1, task="forward")
def test_table(student, rng):
    """The table holds the sum."""
    x = rng.standard_normal(5)
    assert_close(student.work.table(x)["sum"], x.sum(), what="sum")

@pytest.mark.points(1, task="forward")
def test_name(student, rng):
    """The name is right."""
    assert_that(student.work.name(rng.standard_normal(5)) == "a vector", "the name is right", what="name")
'''
SETTINGS = """
format = 1
title = "Sizes"
files = ["work.py"]

[limits]
seconds_per_test = 5.0

[[tasks]]
name = "forward"
file = "work.py"
title = "Forward"
points = 5
"""
MISCONCEPTIONS = """
format = 1

[[misconceptions]]
id = "forgets-the-two"
title = "It forgets the two"
advice = "The slope of x * x is 2 * x."

[[misconceptions.variants]]
tasks = ["forward"]
file = "work.py"
changes = [{ in = "backward", old = "2 * cache", new = "cache" }]

[[misconceptions]]
id = "means"
title = "It takes the mean"
advice = "Take the sum."

[[misconceptions.variants]]
tasks = ["forward"]
file = "work.py"
changes = [{ in = "table", old = "x.sum()", new = "x.mean()" }]
"""
COURSE = {
    "pyproject.toml": '[tool.grader]\nname = "Sizes"\n',
    "assignments/sizes/assignment.toml": SETTINGS,
    "solutions/sizes/work.py": MODEL,
    "solutions/sizes/misconceptions.toml": MISCONCEPTIONS,
    "autograder_tests/sizes/test_sizes.py": SUITE,
}
# What takes the place of a right function, and the test that meets it.
KINDS = {
    "a right answer": ("", "test_gradients"),
    "64 MB of booleans": (
        "def forward(x):\n    return np.zeros(1 << 26, bool), x",
        "test_gradients",
    ),
    "15 MB of booleans": (
        "def forward(x):\n    return np.zeros(15 << 20, bool), x",
        "test_gradients",
    ),
    "60,000 objects": (
        "def forward(x):\n    return x * x, [Note(i) for i in range(60_000)]",
        "test_gradients",
    ),
    "19,000 arrays": (
        "def forward(x):\n    return x * x, [np.zeros(1) for _ in range(19_000)]",
        "test_gradients",
    ),
    "200 MB to a function of the test": (
        "def slope(f, x):\n    return f(np.zeros(200 << 20, np.int8))",
        "test_slope",
    ),
    "15 MB to a function of the test, again and again": (
        "def slope(f, x):\n    for _ in range(99):\n        f(np.zeros(15 << 20, np.int8))\n    return 2 * x",
        "test_slope",
    ),
    "60,000 objects to a function of the test": (
        "def slope(f, x):\n    return f([Note(i) for i in range(60_000)])",
        "test_slope",
    ),
    "a list of 10,000 numbers for each point": (
        "def total(x):\n    return [0.0] * 10_000",
        "test_totals",
    ),
    "700 integers of 3,400 hex digits": (
        "def table(x):\n    return {'sum': [1 << 4 * 3400] * 700}",
        "test_table",
    ),
    "30,000 lists, each 45 deep": (
        "def deep(n): return [deep(n - 1)] if n else []\n"
        "def table(x):\n    return {'sum': [deep(45)] * 30_000}",
        "test_table",
    ),
    "90 dicts, each 45 deep": (
        "def deep(n): return {n: deep(n - 1)} if n else {}\ndef table(x):\n    return [deep(45)] * 90",
        "test_table",
    ),
    "a text of 100 MB": ("def name(x):\n    return 'x' * 100_000_000", "test_name"),
    "a text of 4 MB": ("def name(x):\n    return 'x' * 4_000_000", "test_name"),
    "bytes of 200 MB": ("def name(x):\n    return bytes(200_000_000)", "test_name"),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--alone", metavar="KIND", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="say all that was found, for the tests")
    wanted = parser.parse_args()
    if wanted.alone:
        print(json.dumps(graded(wanted.alone)))
        return
    told = {kind: measured(kind) for kind in KINDS}
    if wanted.json:
        print(json.dumps(told))
        return
    usual = told["a right answer"]
    for kind, one in told.items():
        more = max(0, one["peak_mb"] - usual["peak_mb"])
        ended = f"{one['status']}, {one['seen']}" if one["seen"] else one["status"]
        print(f"{kind:<50}{more:6.0f} MB more  {one['cpu']:6.2f} s CPU   {ended}", flush=True)


def measured(kind: str) -> dict[str, Any]:
    """The figures of one kind, from an examiner of its own."""
    command = [sys.executable, __file__, "--alone", kind]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{kind}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def graded(kind: str) -> dict[str, Any]:
    """Grade a submission of this kind in this very process, which does it as an examiner does."""
    from grader.course import find_course, load_assignment
    from grader.engines.examiner import ready
    from grader.grading import Job, Work
    from grader.grading.examination import examine
    from grader.model import Grade, Submission, SubmissionInfo, content_hash
    from grader.observations import details

    text, meets = KINDS[kind]
    files = {"work.py": f"{MODEL}\n{text}\n"}
    grades: list[Grade] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRADER_SECRET"] = "for the benchmark"
        for name, content in COURSE.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        course = find_course(Path(folder))
        job = Job(course, load_assignment(course, "sizes"))
        work = Work(Submission(SubmissionInfo("sizes", "ada", content_hash(files)), files))
        begun: list[float] = []
        examine(job, [work], lambda briefing: ready(briefing, lambda _: begun.append(cpu())), grades.append)
    (test,) = [one for one in grades[0].results if one.id.endswith(f"::{meets}")]
    return {
        "peak_mb": peak() / 1024,
        "cpu": cpu() - begun[0],
        "status": test.status,
        "seen": test.observed.kind if test.observed else "",
        "details": details(test.observed) if test.observed else {},
        "points": grades[0].raw,
    }


def cpu() -> float:
    """CPU seconds of this process alone: not those of workers."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak() -> int:
    """The most memory that this process has held, in KB."""
    status = Path("/proc/self/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1])


if __name__ == "__main__":
    main()
