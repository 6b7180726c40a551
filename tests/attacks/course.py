"""A small course that has something to hide, and the students who hand in what attacks it."""

from __future__ import annotations

import json
import secrets
import string
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FULL = 10.0

SETTINGS = '[tool.grader]\nname = "A course with enemies"\n'
ASSIGNMENT = """
format = 1
title = "Doubles"
files = ["work.py", "tools.py"]

[limits]
seconds_per_test = 1.0
seconds_total = 1.0
memory_mb = 256
output_kb = 64

[[tasks]]
name = "double"
file = "work.py"
title = "Double"
points = 3

[[tasks]]
name = "greet"
file = "work.py"
title = "Greet"
points = 1

[[tasks]]
name = "square_loss"
file = "work.py"
title = "A loss"
points = 3

[[tasks]]
name = "twice"
file = "work.py"
title = "Apply twice"
points = 1

[[tasks]]
name = "Counter"
file = "work.py"
title = "Count"
points = 2
"""
WORK = """
import numpy as np

def double(x):
    return 2 * x

def greet(name):
    return "hello " + name

def square_loss(x, reg):
    return float((x ** 2).sum() + reg), 2 * x

def twice(f, x):
    return f(f(x))

class Counter:
    def __init__(self, start):
        self.total = start

    def add(self, more):
        self.total = self.total + more
        return self.total
"""
VISIBLE = '''
"""Students hold these in their hands."""
import pytest
from grader.testing import assert_close

@pytest.mark.points(1, task="double")
@pytest.mark.visibility("visible")
def test_four(student):
    """Twice 2 is 4."""
    assert_close(student.work.double(2.0), 4.0, what="double")
'''
# Tests as authors write them: with the checks, and with a plain assert.
HIDDEN = '''
"""MARKER"""
import numpy as np
import pytest
from grader.testing import assert_answer, assert_close, assert_unchanged
from grader.testing import assert_gradient_of_own_loss, assert_loss_and_gradient

MARKER = "MARKER"
NUMBER = 0.NUMBER

@pytest.mark.points(1, task="double")
def test_double(student, reference):
    """A number is doubled."""
    assert_close(student.work.double(NUMBER), reference.work.double(NUMBER), what="double")

@pytest.mark.points(1, task="double")
def test_doubles(student, reference, rng):
    """Each entry is doubled, and the argument is left alone."""
    x = rng.standard_normal(6)
    found, (after,) = student.work.double.with_args(x)
    assert_close(found, reference.work.double(x), what="double")
    assert_unchanged(x, after, what="double", argument="x")

@pytest.mark.points(1, task="greet")
def test_greet(student):
    """The greeting has a name in it."""
    assert student.work.greet(MARKER) == "hello " + MARKER

@pytest.mark.points(2, task="square_loss")
def test_loss(student, reference, rng):
    """Loss and gradient are right."""
    points = [(rng.standard_normal(5), 0.5) for _ in range(3)]
    assert_loss_and_gradient(student.work.square_loss, reference.work.square_loss, points, rng)

@pytest.mark.points(1, task="square_loss")
def test_slope(student, rng):
    """The gradient is the slope of your own loss."""
    assert_gradient_of_own_loss(student.work.square_loss, [(rng.standard_normal(4), 0.25)], rng)

@pytest.mark.points(1, task="twice")
def test_twice(student):
    """A function is applied twice."""
    assert_close(student.work.twice(lambda x: 3 * x + NUMBER, 1.0), 9 + 4 * NUMBER, what="twice")

@pytest.mark.points(2, task="Counter")
def test_counter(student):
    """A counter counts."""
    counter = student.work.Counter(2)
    assert_answer(counter.add(5), 7, what="add")
    assert_answer(counter.total, 7, what="total")
'''
# A wrong variant, so that wrong answers are looked at by the diagnosis too.
MISCONCEPTIONS = """
format = 1

[[misconceptions]]
id = "halves"
title = "It halves"
advice = "Twice is times two."

[[misconceptions.variants]]
tasks = ["double"]
file = "work.py"
changes = [{ in = "double", old = "return 2 * x", new = "return 0.5 * x" }]
"""
TASKS = ("double", "greet", "square_loss", "twice", "Counter")


@dataclass(frozen=True)
class Place:
    """Where the course lies, and what must not come out of it."""

    root: Path
    marker: str
    number: str  # digits of an input that hidden tests pass

    @property
    def submissions(self) -> Path:
        return self.root / "submissions"

    @property
    def out(self) -> Path:
        return self.root / "reports"


def write_course(root: Path) -> Place:
    letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(24))
    digits = "".join(secrets.choice("123456789") for _ in range(15))
    place = Place(root, f"hidden_{letters}", digits)
    hidden = HIDDEN.replace('MARKER = "MARKER"', f'MARKER = "{place.marker}"')
    hidden = hidden.replace('"""MARKER"""', f'"""{place.marker}"""').replace("0.NUMBER", f"0.{digits}")
    for name, text in {
        "pyproject.toml": SETTINGS,
        "assignments/doubles/assignment.toml": ASSIGNMENT,
        "solutions/doubles/work.py": f'"""{place.marker}"""\nanswer = "{place.marker}"\n{WORK}',
        "solutions/doubles/tools.py": "",
        "solutions/doubles/misconceptions.toml": MISCONCEPTIONS,
        "autograder_tests/doubles/test_hidden.py": hidden,
        "autograder_tests/doubles/public/test_public.py": VISIBLE,
    }.items():
        put(root / name, text)
    return place


def hand_in_honest(place: Place, student: str) -> None:
    put(place.submissions / student / "work.py", WORK)
    put(place.submissions / student / "tools.py", "")


def hand_in_attack(place: Place, student: str, text: str, grader: int) -> None:
    put(place.submissions / student / "work.py", text)
    put(place.submissions / student / "tools.py", toolbox(known_places(place, grader)))


def known_places(place: Place, grader: int) -> dict[str, object]:
    """All that whoever attacks could find out beforehand: where everything is."""
    honest = place.submissions / "0000-honest" / "work.py"
    return {
        "reference": str(place.root / "solutions/doubles/work.py"),
        "hidden test": str(place.root / "autograder_tests/doubles/test_hidden.py"),
        "hidden folder": str(place.root / "solutions/doubles"),
        "suite": str(place.root / "autograder_tests/doubles"),
        "neighbour": str(honest),
        "neighbours": str(place.submissions),
        "root": str(place.root),
        "pages": str(place.out / "students"),
        "gradebook": str(place.root / "gradebook.db"),
        "secret": str(place.root / ".grader-secret"),
        "source": str(HERE.parents[1] / "grader" / "model.py"),
        "closed": str(place.root / "closed" / "file"),
        "grader": grader,
    }


def toolbox(places: dict[str, object]) -> str:
    return (HERE / "toolbox.py").read_text().replace('r"""{}"""', f'r"""{json.dumps(places)}"""')


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
