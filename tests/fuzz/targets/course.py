"""pyproject.toml and assignment.toml: a course and its assignment, or a CourseError that names the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import wire
from grader.course import find_course, load_assignment
from grader.errors import CourseError

HERE = Path(__file__).parent
ASSIGNMENTS = HERE.parents[2] / "assignments"
SETTINGS = b'[tool.grader]\nname = "Deep learning"\ngradebook = "sqlite:///grades.db"\nlate_days = 3\n'
SMALL = b"""
format = 1
title = "Sums"
due = 2026-12-04T22:00:00Z
files = ["sums.py"]
packages = ["a.b"]
shims = ["past.builtins"]
attempts = "best"
limits = { seconds_per_test = 0.5, memory_mb = 100 }
[late]
grace_minutes = 15
percent_per_day = 10.5
cutoff_days = 3
[[tasks]]
name = "total"
file = "sums.py"
title = "Add up"
points = 3
cap = 2.5
hints = ["Look \\u00e4t it", '''twice''']
[[tasks]]
name = "more"
file = "sums.py"
title = "More"
points = 1
extra = true
"""
SEPARATOR = b"\n# ----\n"

TOKENS = (
    b"\n# ----\n | [[tasks]]\n | [limits]\n | [late]\n | [tool.grader]\n | \nx =  |  = 1 | [[ | { | } | "
    b'1e999 | nan | -inf | 0xffffffffffffffffffff | 9999999999999999999999 | 1979-05-27T07:32:00 | """ | '
    b'\'\'\' | "" | \\u0000 | \xef\xbb\xbf | \r | a.a.a.a.a.a | [[[[[[[[ | "{0}" | {key} | true | [] | '
    b"points | hints | cap | extra | files | format | percent_at_most | late_days | \xff"
).split(b" | ")
TRAP = b"[tool.grader\n"


def seeds() -> Iterator[bytes]:
    yield SETTINGS + SEPARATOR + SMALL
    head, first, *_ = (ASSIGNMENTS / "losses" / "assignment.toml").read_bytes().split(b"\n[[tasks]]")
    yield SETTINGS + SEPARATOR + head + b"\n[[tasks]]" + first
    yield SEPARATOR + SMALL
    yield (
        SETTINGS
        + SEPARATOR
        + b'format = 2\nfiles = []\ntitle = ""\ntasks = 5\nlimits = 7\ndue = "now"\nx = 1'
    )


def load(root: Path) -> None:
    assignment = load_assignment(find_course(root), "sums")
    wire.dump(assignment)


def careless(root: Path) -> None:
    tomllib.loads((root / "pyproject.toml").read_text("latin-1"))


def check(data: bytes, subject: Callable[[Path], None] = load) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root, data)
        try:
            subject(root)
        except CourseError as error:
            problems = error.problems
        else:
            return
    assert problems
    assert all(problem.file and problem.message for problem in problems)
    wire.dump([str(problem) for problem in problems])


def _write(root: Path, data: bytes) -> None:
    settings, _, assignment = data.partition(SEPARATOR)
    files = {
        "pyproject.toml": settings or SETTINGS,
        ".grader-secret": b"for the tests",
        "assignments/sums/assignment.toml": assignment,
        "solutions/sums/sums.py": b"",
        "autograder_tests/sums/test_sums.py": b"",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
