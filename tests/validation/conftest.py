from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.diagnosis.catalogue import Catalogue, Misconception, Variant
from grader.grading import SuiteInfo
from grader.model import Assignment, Diagnosis, Isolation, Status, Task, TestResult, TestSpec
from grader.reports import ClassRow
from grader.validation.evidence import Evidence, MutantTrial, VariantTrial
from grader.validation.mutants import Mutant
from grader.validation.trials import Results

REFERENCE = '''
import numpy as np

def total(x):
    """The sum."""
    # BEGIN SOLUTION
    return float(np.sum(x))
    # END SOLUTION

def scale(x, factor):
    """Every entry times the factor."""
    # BEGIN SOLUTION
    return x * factor
    # END SOLUTION
'''
WORDS = """
# BEGIN SOLUTION
# STUB answer = None
answer = "b"
# END SOLUTION
"""
CATALOGUE = """
format = 1

[[misconceptions]]
id = "mean-for-sum"
title = "The mean is taken instead of the sum"
advice = "Add up one and two by hand. By what does your result differ?"
[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [{ old = "np.sum", new = "np.mean" }]

[[misconceptions]]
id = "factor-unused"
title = "The factor is not used"
advice = "Scale by ten: does anything change?"
[[misconceptions.variants]]
tasks = ["scale"]
file = "sums.py"
changes = [{ old = "x * factor", new = "x" }]
"""


@pytest.fixture
def course(course: Path) -> Path:
    """The tiny course with solution regions and a catalogue; it is sound."""
    (course / "solutions/tiny/sums.py").write_text(REFERENCE)
    (course / "solutions/tiny/words.py").write_text(WORDS)
    (course / "solutions/tiny/misconceptions.toml").write_text(CATALOGUE)
    settings = course / "assignments/tiny/assignment.toml"
    settings.write_text(settings.read_text().replace("seconds_per_test = 0.5", "seconds_per_test = 5"))
    return course


class Notes:
    """A watch that writes down what it is told."""

    def __init__(self) -> None:
        self.total = 0
        self.tried: list[str] = []

    def found(self, total: int) -> None:
        self.total = total

    def ready(self, briefing: SuiteInfo) -> None: ...
    def started(self, student: str) -> None: ...

    def graded(self, row: ClassRow) -> None:
        self.tried.append(row.student)


@pytest.fixture
def notes() -> Notes:
    return Notes()


SOLUTION = "def total(x):\n    # BEGIN SOLUTION\n    return float(np.sum(x))\n    # END SOLUTION\n"
TESTS = (
    TestSpec("test_sum", "The sum is right.", "total", 2.0),
    TestSpec("test_sign", "Its sign.", "total", 1.0),
)


@pytest.fixture
def results() -> Callable[..., Results]:
    """The results of both tests, each with the status and the misconception's id that are given."""

    def make(*told: tuple[Status, str | None]) -> Results:
        return tuple(
            replace(TestResult.of(spec, status), diagnosis=Diagnosis(name, name, name) if name else None)
            for spec, (status, name) in zip(TESTS, told, strict=True)
        )

    return make


@pytest.fixture
def mutant() -> Callable[..., Mutant]:
    def make(after: str) -> Mutant:
        return Mutant("sums.py", "total", 3, "number", "return float(np.sum(x))", after, after)

    return make


@pytest.fixture
def misconception() -> Misconception:
    return Misconception("mean-for-sum", "The mean is taken", "Add up by hand.", (), ())


@pytest.fixture
def evidence(
    tmp_path: Path,
    misconception: Misconception,
    results: Callable[..., Results],
    mutant: Callable[..., Mutant],
) -> Evidence:
    """What speaks for a sound assignment."""
    task = Task("total", "sums.py", "Add up", 3.0)
    assignment = Assignment("tiny", "Sums", (task,), ("sums.py",), tmp_path, tmp_path, tmp_path)
    (tmp_path / "misconceptions.toml").write_text(CATALOGUE)
    variant = Variant("mean-for-sum", ("total",), "sums.py", {}, ("misconceptions", 0, "variants", 0))
    caught = results((Status.FAILED, "mean-for-sum"), (Status.FAILED, "mean-for-sum"))
    return Evidence(
        assignment=assignment,
        catalogue=Catalogue((misconception,)),
        isolation=Isolation("kernel"),
        tests=TESTS,
        broken={},
        solutions={"sums.py": SOLUTION},
        stubs={"sums.py": ""},
        import_faults={},
        stub=results((Status.MISSING, None), (Status.MISSING, None)),
        variants=(VariantTrial("mean-for-sum, variant 1 (total)", variant, caught),),
        mutants=(MutantTrial(mutant("return 0"), caught),),
    )
