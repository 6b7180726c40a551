"""The tiny course with a catalogue, graded through the sandbox or in this very process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from grader.diagnosis.catalogue import load_catalogue
from grader.diagnosis.naming import Namer
from grader.grading import Job, SuiteInfo, Work
from grader.grading.examination import examine
from grader.model import Diagnosis, Grade, Submission, SubmissionInfo, TestResult, content_hash
from grader.runner.local import LocalBackend
from grader.runner.recording import RecordingBackend
from grader.runner.suite import Suite, serve
from grader.sandbox.proxy import Backend

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
ENTRY = """
[[misconceptions]]
id = "{id}"
title = "{id}"
advice = "Think."

[[misconceptions.variants]]
tasks = ["{task}"]
file = "sums.py"
changes = [{{ old = '''{old}''', new = '''{new}''' }}]
"""

Diagnoses = Mapping[str, Diagnosis | None]


@pytest.fixture
def catalogue(course: Path) -> Path:
    path = course / "solutions/tiny/misconceptions.toml"
    path.write_text(CATALOGUE)
    return path


@pytest.fixture
def know(catalogue: Path) -> Callable[..., None]:
    """Add a misconception to the catalogue."""

    def add(name: str, new: str, *, old: str = "np.sum(x)", task: str = "total") -> None:
        entry = ENTRY.format(id=name, task=task, old=old, new=new)
        catalogue.write_text(catalogue.read_text() + entry)

    return add


@pytest.fixture
def forget(forget_modules: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """An examiner reads one catalogue in its life; here many are read in one process."""

    def forget_all() -> None:
        forget_modules()
        for name in list(sys.modules):
            if name.startswith(("variant_tiny", "pupil_")):
                del sys.modules[name]

    yield forget_all
    forget_all()


@pytest.fixture
def diagnose(
    job: Callable[..., Job], catalogue: Path, forget: Callable[[], None]
) -> Callable[..., Diagnoses]:
    """Grade one submission in its sandbox, and tell the diagnosis of each of its tests."""

    def run(sums: str, words: str = "answer = 'b'\n") -> Diagnoses:
        files = {"sums.py": sums, "words.py": words}
        submission = Submission(SubmissionInfo("tiny", "ada", content_hash(files)), files)
        grades: list[Grade] = []
        forget()
        examine(job(), [Work(submission)], _ready, grades.append)
        return by_name(grades[0].results)

    return run


Name = Callable[[Namer, Suite, Backend], object]


@pytest.fixture
def in_turn(job: Callable[..., Job], catalogue: Path, forget: Callable[[], None]) -> Callable[..., None]:
    """Collect the suite, and run `name` for each of some submissions, all of it in this process."""

    def run(name: Name, *students: str) -> None:
        forget()
        made = job()
        found = load_catalogue(made.assignment)

        def loop(suite: Suite) -> None:
            namer = Namer(made.assignment, found, suite)
            for number, sums in enumerate(students):
                files = {"sums.py": sums, "words.py": "answer = 'b'\n"}
                name(namer, suite, LocalBackend(f"pupil_{number}", files))

        serve(made.assignment, made.course.secret, loop)

    return run


@pytest.fixture
def named(in_turn: Callable[..., None]) -> Callable[..., Sequence[Diagnoses]]:
    """The diagnoses of some submissions that are graded in turn in this process."""

    def run(*students: str) -> Sequence[Diagnoses]:
        found: list[Diagnoses] = []

        def name(namer: Namer, suite: Suite, host: Backend) -> None:
            tape = RecordingBackend(host)
            found.append(by_name(namer.name(suite.run(tape, tape.start), tape, host)))

        in_turn(name, *students)
        return found

    return run


def by_name(results: Sequence[TestResult]) -> Diagnoses:
    return {result.id.split("::")[1]: result.diagnosis for result in results}


def _ready(_: SuiteInfo) -> None: ...
