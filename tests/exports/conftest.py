"""Grades made by hand, and how they are exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from grader.exports import ExportReport, ExportRequest, export
from grader.model import (
    Adjustment,
    Assignment,
    Course,
    Diagnosis,
    Grade,
    Isolation,
    Lateness,
    Status,
    SubmissionInfo,
    Task,
    TestResult,
    Visibility,
)
from grader.observations import Differences, TimedOut, WrongValues

HERE = Path(__file__).parent
DOWNLOADS = HERE / "downloads"
SECRET = "the-hidden-input"  # what only an instructor may read

SEEN = WrongValues(
    "dW", Differences(yours=2.0, expected=1.0, note=SECRET, relative_error=0.5, tolerance=1e-7)
)
GIVEN = Adjustment("svm_loss", 1.0, "Our clock was <strict>.", "prof", datetime(2026, 3, 3, tzinfo=UTC))
LATE = Lateness(days=2, free_days=1, penalty=1.5)
NOT_AVERAGED = Diagnosis("not-averaged", "The gradient is not averaged", "Divide it by <N>, and look again.")


@pytest.fixture(scope="session")
def made_up_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(tmp_path_factory.mktemp("course"), "Deep learning", "sqlite://", b"secret")


@pytest.fixture(scope="session")
def assignment(made_up_course: Course) -> Assignment:
    tasks = (
        Task("svm_loss", "svm.py", "Hinge loss", 4.0),
        Task("softmax_loss", "softmax.py", "Softmax loss", 6.0),
    )
    due = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
    root = made_up_course.root
    files = ("svm.py", "softmax.py")
    return Assignment("losses", "Losses and gradients", tasks, files, root, root, root, due)


@pytest.fixture(scope="session")
def result() -> Callable[..., TestResult]:
    def make(status: Status = Status.PASSED, *, task: str = "svm_loss", **changes: Any) -> TestResult:
        values: dict[str, Any] = {
            "id": f"test_{task}.py::test_{status}",
            "title": f"A test that is {status}.",
            "earned": 2.0 if status is Status.PASSED else 0.0,
            "possible": 2.0,
            "seconds": 0.25,
            "observed": None if status is Status.PASSED else SEEN,
        } | changes
        return TestResult(task=task, status=status, **values)

    return make


@pytest.fixture(scope="session")
def make_grade() -> Callable[..., Grade]:
    def make(student: str, *results: TestResult, **changes: Any) -> Grade:
        raw = sum(result.earned for result in results)
        info = SubmissionInfo("losses", student, "0" * 64, datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
        values = {
            "raw": raw,
            "possible": sum(result.possible for result in results),
            "final": None if any(result.status is Status.BROKEN for result in results) else raw,
            "isolation": Isolation("kernel", ("landlock", "seccomp")),
            "versions": {"grader": "0.1.0", "numpy": "2.1.0"},
            "graded_at": datetime(2026, 3, 2, 8, 5, tzinfo=UTC),
            "output": f"printed {SECRET}",
        } | changes
        return Grade(info=info, key="key", results=results, **values)

    return make


@pytest.fixture(scope="session")
def grades(result: Callable[..., TestResult], make_grade: Callable[..., Grade]) -> list[Grade]:
    """A class: all right, some wrong, adjusted and late, withheld, a name that spreadsheets would run."""
    softmax = {"task": "softmax_loss"}
    wrong = result(Status.FAILED, diagnosis=NOT_AVERAGED, **softmax)
    shown = result(Status.FAILED, visibility=Visibility.VISIBLE, **softmax)
    late = result(Status.TIMEOUT, observed=TimedOut("svm_loss", 10))
    return [
        make_grade("ada", result(), result(**softmax), result(title="Another test.", **softmax)),
        make_grade("bob", result(), wrong, shown),
        make_grade("carol", result(Status.BROKEN), result(**softmax), result(**softmax)),
        make_grade(
            "dan", late, result(**softmax), result(**softmax), final=3.5, adjustments=(GIVEN,), lateness=LATE
        ),
        make_grade('=HYPERLINK("x")', result(Status.MISSING), wrong, wrong),
    ]


@pytest.fixture
def run(
    made_up_course: Course, assignment: Assignment, tmp_path: Path
) -> Callable[..., tuple[Path, ExportReport]]:
    """Export the grades in a format; the path that was written, and the report."""

    def run(name: str, grades: Sequence[Grade], into: Path | None = None) -> tuple[Path, ExportReport]:
        report = export(name, ExportRequest(made_up_course, assignment, iter(grades), tmp_path / "out", into))
        return report.written, report

    return run
