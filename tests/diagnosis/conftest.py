"""The tiny course with a catalogue, graded through the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.grading import Briefing, Job, examine
from grader.model import Diagnosis, Grade, Receipt, Submission, content_hash

CATALOGUE = """
format = 1

[[misconceptions]]
id = "mean-for-sum"
title = "The mean is taken in place of the sum"
advice = "Give twice as many numbers. What should happen to the total?"

[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [{ in = "total", old = "np.sum(x)", new = "np.mean(x)" }]

[[misconceptions]]
id = "sum-of-sizes"
title = "Signs are lost before adding"
advice = "What is the total of 1 and -1?"

[[misconceptions.variants]]
tasks = ["total"]
file = "sums.py"
changes = [{ old = "np.sum(x)", new = "np.sum(np.abs(x))" }]

[[misconceptions]]
id = "factor-ignored"
title = "The factor is ignored"
advice = "Scale by 3. Does anything change?"

[[misconceptions.variants]]
tasks = ["scale"]
file = "sums.py"
changes = [{ in = "scale", old = "x * factor", new = "x" }]

[[misconceptions]]
id = "factor-added"
title = "The factor is added"
advice = "What is three times zero?"

[[misconceptions.variants]]
tasks = ["scale"]
file = "sums.py"
changes = [{ in = "scale", old = "*", new = "+" }]
"""

Diagnoses = Mapping[str, Diagnosis | None]


@pytest.fixture
def catalogue(course: Path) -> Path:
    path = course / "solutions/tiny/misconceptions.toml"
    path.write_text(CATALOGUE)
    return path


@pytest.fixture
def diagnose(job: Callable[..., Job], catalogue: Path) -> Callable[..., Diagnoses]:
    """Grade one submission, and tell the diagnosis of each of its tests."""

    def run(sums: str, words: str = "answer = 'b'\n") -> Diagnoses:
        files = {"sums.py": sums, "words.py": words}
        submission = Submission(Receipt("tiny", "ada", content_hash(files)), files)
        grades: list[Grade] = []
        examine(job(), [submission], _ready, grades.append)
        return {result.id.split("::")[1]: result.diagnosis for result in grades[0].results}

    return run


def _ready(_: Briefing) -> None: ...
