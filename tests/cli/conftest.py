from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.gradebook import Gradebook
from grader.model import Grade, Isolation, Status, SubmissionInfo, TestResult, TestSpec, content_hash
from grader.observations import Differences, WrongValues
from grader.scoring import score

TESTS = (
    TestSpec("test_zero", "Twice nothing is nothing.", "double", 1.0),
    TestSpec("test_three", "Twice three is six.", "double", 2.0),
    TestSpec("test_sign", "One becomes minus one.", "negate", 1.0),
)
SEEN = WrongValues("double", Differences(yours=5.0, expected=6.0))
HANDED_IN = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
HERE = Path(__file__).parent
FAKE = (sys.executable, "-P", str(HERE.parent / "engines" / "fake_examiner.py"))

collect_ignore = ["course"]  # a course that these tests grade with, not tests of ours


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return shutil.copytree(HERE / "course", tmp_path / "course")


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    folder.mkdir()
    return folder


@pytest.fixture
def hand_in(submissions: Path) -> Callable[..., None]:
    def hand_in(student: str, text: str = "all is well") -> None:
        (submissions / student).mkdir(exist_ok=True)
        (submissions / student / "double.py").write_text(text)

    return hand_in


@pytest.fixture
def keep(course: Path) -> Any:
    """Puts a grade into the course's gradebook, as a run would with the suite of that name."""

    def keep(student: str, *not_passed: str, text: str = "all is well", suite: str = "", **info: Any) -> None:
        results = [
            TestResult.of(test, Status.FAILED if test.id in not_passed else Status.PASSED, observed=SEEN)
            for test in TESTS
        ]
        keep_results(student, results, text=text, suite=suite, **info)

    def keep_results(
        student: str, results: Sequence[TestResult], *, text: str = "", suite: str = "", **info: Any
    ) -> None:
        points = score(results)
        files = content_hash({"double.py": text})
        grade = Grade(
            info=SubmissionInfo("double", student, files, **({"received_at": HANDED_IN} | info)),
            key=f"{suite} {files}",
            results=tuple(results),
            raw=points.raw,
            possible=points.possible,
            final=points.final,
            isolation=Isolation("none"),
            versions={},
            graded_at=datetime.now(UTC),
            needs_review=points.final is None or info.get("unreadable", False),
        )
        with Gradebook.open(f"sqlite:///{course / 'gradebook.db'}") as book:
            book.remember("double", {student: (info.get("name", ""), info.get("email", ""))})
            book.record(book.begin_run("double", suite, grade.isolation, {}), grade)

    vars(keep)["results"] = keep_results
    return keep


@pytest.fixture
def grader(course: Path) -> Callable[..., Result]:
    """Runs `grader NAME WORD...` in the course."""

    def grader(name: str, *words: str) -> Result:
        return CliRunner().invoke(cli, [name, *words, "--course", str(course)])

    return grader


@pytest.fixture
def due(course: Path) -> None:
    """The submissions of `keep` are a day late, which costs a point."""
    settings = course / "assignments" / "double" / "assignment.toml"
    text = "due = 2026-02-28T22:00:00+01:00\n\n[late]\npercent_per_day = 25\n\n[limits]"
    settings.write_text(settings.read_text().replace("[limits]", text))


@pytest.fixture
def grade(course: Path, submissions: Path) -> Callable[..., Result]:
    """Runs `grader grade double SUBMISSIONS`, with examiners whose `examine` is made up."""

    def grade(*options: str) -> Result:
        command = ["grade", "double", str(submissions), "--course", str(course), "--isolation", "none"]
        return CliRunner().invoke(cli, [*command, *options], obj=FAKE)

    return grade
