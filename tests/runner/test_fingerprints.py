from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.runner.fingerprints import Fingerprints

SUITE = '''
import numpy as np
import pytest
from other import far

SIZE = 3
OTHER = 4

def near(x):
    return deep(x)

def deep(x):
    return x

def unused(x):
    return x

@pytest.fixture
def points(rng):
    return rng.random(SIZE)

@pytest.mark.points(1, task="total")
def test_one(student, points):
    """One."""
    assert near(points) is student.sums.total

@pytest.mark.points(1, task="scale")
def test_two(student, reference):
    """Two."""
    assert OTHER == reference.sums.scale
'''
SOLUTIONS = {
    "sums.py": "import words\n\ndef total(x): return x\n",
    "words.py": "answer = 'b'\n",
    "apart.py": "x = 1\n",
}

Change = Callable[[str, str, str], set[str]]


@pytest.fixture
def changed(course: Path) -> Change:
    """The tests whose fingerprints change with one replacement in one file."""
    suite, solutions = course / "autograder_tests/tiny", course / "solutions/tiny"
    (suite / "test_sums.py").write_text(SUITE)
    (suite / "conftest.py").write_text("LIMIT = 1\n")
    for name, text in SOLUTIONS.items():
        (solutions / name).write_text(text)
    toml = course / "assignments/tiny/assignment.toml"
    toml.write_text(
        toml.read_text().replace('["sums.py", "words.py"]', '["sums.py", "words.py", "apart.py"]')
    )

    def fingerprints() -> dict[str, str]:
        found = Fingerprints(load_assignment(find_course(course), "tiny"))
        file = suite / "test_sums.py"
        return {
            "one": found.of(file, "test_one", uses_reference=False),
            "two": found.of(file, "test_two", uses_reference=True),
        }

    def change(file: str, old: str, new: str) -> set[str]:
        before = fingerprints()
        path = course / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return {name for name, value in fingerprints().items() if value != before[name]}

    return change


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("assert near(points) is", "assert near(points) ==", {"one"}),
        ('"One."', '"First."', {"one"}),
        ('points(1, task="scale")', 'points(2, task="scale")', {"two"}),
        ("return deep(x)", "return deep(x) + 1", {"one"}),
        ("def deep(x):\n    return x", "def deep(x):\n    return -x", {"one"}),
        ("rng.random(SIZE)", "rng.random(SIZE) + 1", {"one"}),
        ("SIZE = 3", "SIZE = 5", {"one"}),
        ("OTHER = 4", "OTHER = 5", {"two"}),
        ("def unused(x):\n    return x", "def unused(x):\n    return 0", set()),
        ("(student, points)", "(student, request)", {"one"}),
        ("SIZE = 3", "pytestmark = pytest.mark.slow\nSIZE = 3", {"one", "two"}),
        ("@pytest.fixture\n", "@pytest.fixture(autouse=True)\n", {"one", "two"}),
        ("SIZE = 3", "np.seterr(all='raise')\nSIZE = 3", {"one", "two"}),
    ],
)
def test_a_change_in_a_test_file_touches_what_can_reach_it(
    changed: Change, old: str, new: str, touched: set[str]
) -> None:
    assert changed("autograder_tests/tiny/test_sums.py", old, new) == touched


def test_what_lies_beside_the_tests_touches_them_all(changed: Change) -> None:
    assert changed("autograder_tests/tiny/conftest.py", "1", "2") == {"one", "two"}


def test_another_test_file_touches_nobody_who_does_not_use_it(changed: Change) -> None:
    assert changed("autograder_tests/tiny/public/test_public.py", "3.0", "3.5") == set()


@pytest.mark.parametrize(
    ("file", "touched"), [("sums.py", {"two"}), ("words.py", {"two"}), ("apart.py", set())]
)
def test_a_reference_touches_the_tests_that_reach_it(changed: Change, file: str, touched: set[str]) -> None:
    old = SOLUTIONS[file]
    assert changed(f"solutions/tiny/{file}", old, f"{old}\nmore = 1\n") == touched
