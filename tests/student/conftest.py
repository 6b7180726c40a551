from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.waiting import LIMIT

SETTINGS = """
format = 1
title = "Sums"
files = ["sums.py", "gates.py", "words.py"]

[limits]
seconds_per_test = {seconds}

[[tasks]]
name = "total"
file = "sums.py"
title = "Add up"
points = 3
hints = ["Add 1 and 2.", "What is an empty sum?"]

[[tasks]]
name = "scale"
file = "sums.py"
title = "Scale"
points = 2

[[tasks]]
name = "Gate"
file = "gates.py"
title = "A gate"
points = 2

[[tasks]]
name = "words"
file = "words.py"
title = "Questions"
points = 1
"""
TESTS = '''
import numpy as np
import pytest
from grader.testing import assert_close

@pytest.mark.points(1, task="total")
def test_small(student):
    """1 + 2 is 3."""
    assert_close(student.sums.total(np.array([1.0, 2.0])), 3.0, what="sum")

@pytest.mark.points(2, task="total")
def test_random(student, rng):
    """Five random numbers."""
    x = rng.standard_normal(5)
    assert_close(student.sums.total(x), x.sum(), what="sum")

@pytest.mark.points(2, task="scale")
def test_scale(student):
    """Each entry is scaled."""
    assert_close(student.sums.scale(np.array([1.0, 2.0, 4.0]), 3.0), [3.0, 6.0, 12.0], what="scaled")

@pytest.mark.points(2, task="Gate")
def test_gate(student):
    """A gate doubles."""
    assert_close(student.gates.Gate().forward(2.0), 4.0, what="out")
'''
STUBS = {
    "sums.py": """import numpy as np


def total(x):
    raise NotImplementedError("total")


def scale(x, factor):
    raise NotImplementedError("scale")
""",
    "gates.py": """class Gate:
    def forward(self, x):
        raise NotImplementedError("Gate.forward")

    def backward(self, dout):
        raise NotImplementedError("Gate.backward")
""",
    "words.py": "first = None\nsecond = None\n",
}
RIGHT = {
    "sums.py": "def total(x):\n    return float(x.sum())\n\n\ndef scale(x, factor):\n    return x * factor\n",
    "gates.py": "class Gate:\n    def forward(self, x):\n        return 2 * x\n",
    "words.py": "first = 'a'\nsecond = 2.0\n",
}

Handout = Callable[..., Path]


@pytest.fixture(scope="session")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    """A handed-out folder with stubs in it, but for the files that are given; a test takes what it takes."""

    def make(*, seconds: float = LIMIT, **files: str) -> Path:
        folder = tmp_path_factory.mktemp("unpacked") / "tiny"
        (folder / "tests").mkdir(parents=True)
        (folder / "assignment.toml").write_text(SETTINGS.format(seconds=seconds))
        (folder / "tests/test_public.py").write_text(TESTS)
        for name, text in (STUBS | {f"{stem}.py": text for stem, text in files.items()}).items():
            (folder / name).write_text(text)
        return folder

    return make


@pytest.fixture(scope="session")
def solved(handout: Handout) -> Handout:
    """The same with everything right, but for the files that are given."""
    right = {name.removesuffix(".py"): text for name, text in RIGHT.items()}
    return lambda seconds=LIMIT, **files: handout(seconds=seconds, **right | files)
