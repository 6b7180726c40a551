"""misconceptions.toml: a catalogue, or a CourseError that names the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.diagnosis.catalogue import FILE, load_catalogue
from grader.errors import CourseError
from grader.model import Assignment, Task

NOWHERE = Path("unused")
ASSIGNMENT = Assignment(
    "sums", "Sums", (Task("total", "sums.py", "Add up", 3.0),), ("sums.py",), NOWHERE, NOWHERE, NOWHERE
)
NAME = f"solutions/sums/{FILE}"
REFERENCE = b"""\
import numpy as np

def total(x):
    return np.sum(x)

class Net:
    def step(self):
        return 1
"""

TOKENS = (
    b"[[misconceptions]]\n | [[misconceptions.variants]]\n | [[equivalents]]\n | \nx =  | format = 2\n | "
    b'{ in = "total", old = "sum", new = "mean" }, | "Net.step" | \'\'\' | """ | \\u0000 | \\n |      | '
    b'id = "a-b"\n | twins = ["a-b"]\n | new = "" | np | return | [] | (((((((( | -------- | \\\\d | '
    b"1e999 | {0} | a.a.a.a | [[[[[[[[ | \xff | 0xffffffffffffffffffff"
).split(b" | ")
TRAP = b"format = \n"


def seeds() -> Iterator[bytes]:
    yield b"format = 1\n"
    yield b"""format = 1
[[misconceptions]]
id = "mean"
title = "The mean"
advice = '''Add up,
do not divide.'''
twins = ["step"]
[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [{ in = "total", old = "np.sum(x)", new = "np.mean(x)" }, { old = "numpy as np", new = "numpy" }]
[[misconceptions]]
id = "step"
title = "The step"
advice = "Go on."
[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [
  { in = "Net.step", old = '''
        return 1
''', new = "        return '\\\\d'\\n" },
]
[[equivalents]]
file = "sums.py"
line = "return 1"
mutant = "return 1.0"
reason = "The same."
"""


def load(assignment: Assignment) -> None:
    catalogue = load_catalogue(assignment)
    for known in catalogue.misconceptions:
        catalogue.diagnosis(known.id)
    for task in assignment.tasks:
        catalogue.variants(task.name)


def careless(assignment: Assignment) -> None:
    tomllib.loads((assignment.solutions / FILE).read_text("latin-1"))


def check(data: bytes, subject: Callable[[Assignment], None] = load) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "sums.py").write_bytes(REFERENCE)
        (root / FILE).write_bytes(data)
        try:
            subject(replace(ASSIGNMENT, solutions=root))
        except CourseError as error:
            blamed = {problem.file for problem in error.problems}
        else:
            blamed = {NAME}
    assert blamed == {NAME}
