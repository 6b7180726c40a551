"""Runs of the real command on the tiny course, without the walls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from grader import workflow
from grader.course import find_course, load_assignment
from grader.engines import EngineOptions
from grader.engines.local import LocalEngine
from grader.gradebook import Gradebook
from grader.grading import SuiteInfo
from grader.model import (
    Assignment,
    Course,
    Grade,
    Isolation,
    Status,
    SubmissionInfo,
    TestResult,
    TestSpec,
    content_hash,
)
from grader.reports import ClassRow
from grader.scoring import score

TESTS = (
    TestSpec("test_total", "The sum is right.", "total", 3.0),
    TestSpec("test_scale", "Each entry is scaled.", "scale", 2.0),
    TestSpec("test_answer", "The question is answered.", "words", 1.0),
)
Load = Callable[[], tuple[Course, Assignment]]
RIGHT = "def total(x):\n    return float(x.sum())\n\n\ndef scale(x, factor):\n    return x * factor\n"


class Silence:
    """A Progress that wants to know nothing."""

    def found(self, total: int) -> None: ...
    def skipped(self, student: str) -> None: ...
    def started(self, student: str) -> None: ...
    def ready(self, briefing: SuiteInfo) -> None: ...
    def graded(self, row: ClassRow) -> None: ...


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., None]:
    def hand_in(student: str, sums: str = RIGHT) -> None:
        folder = tmp_path / "submissions" / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sums.py").write_text(sums)
        (folder / "words.py").write_text("answer = 'b'\n")

    return hand_in


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def loaded(course: Path) -> Load:
    """The course and its assignment as their files are at that moment."""

    def load() -> tuple[Course, Assignment]:
        found = find_course(course)
        return found, load_assignment(found, "tiny")

    return load


@pytest.fixture
def grade(loaded: Load, tmp_path: Path, out: Path) -> Callable[[], workflow.Outcome]:
    """Grade all submissions; the outcome is for what does not need its gradebook."""

    def grade() -> workflow.Outcome:
        found, assignment = loaded()
        with workflow.grade(
            found,
            assignment,
            [tmp_path / "submissions"],
            out=out,
            engine=LocalEngine(EngineOptions(jobs=1)),
            gradebook_url=found.gradebook,
            isolation="none",
            only=None,
            watch=Silence(),
        ) as outcome:
            return outcome

    return grade


@pytest.fixture
def keep(book: Gradebook) -> Callable[..., None]:
    """Puts a grade into the gradebook, as a run would with the suite of that name."""

    def keep(student: str, *failed: str, text: str = "", suite: str = "", **info: Any) -> None:
        results = [
            TestResult.of(test, Status.FAILED if test.id in failed else Status.PASSED) for test in TESTS
        ]
        points = score(results)
        files = content_hash({"sums.py": text})
        grade = Grade(
            info=SubmissionInfo("tiny", student, files, **info),
            key=f"{suite} {files}",
            results=tuple(results),
            raw=points.raw,
            possible=points.possible,
            final=points.final,
            isolation=Isolation("none"),
            versions={},
            graded_at=datetime.now(UTC),
            needs_review=info.get("unreadable", False),
        )
        book.record(book.begin_run("tiny", suite, grade.isolation, {}), grade)

    return keep


@pytest.fixture
def policy(course: Path) -> Callable[[str], None]:
    """Adds lines to the head of the assignment's file."""

    def policy(lines: str) -> None:
        path = course / "assignments/tiny/assignment.toml"
        path.write_text(path.read_text().replace("format = 1\n", f"format = 1\n{lines}\n"))

    return policy


@pytest.fixture
def book(loaded: Load) -> Iterator[Gradebook]:
    with Gradebook.open(loaded()[0].gradebook) as opened:
        yield opened
