"""Gradebooks, and grades to put in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grader.gradebook import Gradebook
from grader.model import Grade, Isolation, Receipt, Status, TestResult, TestSpec

NOBODY = 65534
ISOLATION = Isolation("kernel", ("landlock", "seccomp"))
MakeGrade = Callable[..., Grade]


@pytest.fixture(scope="session")
def make_grade() -> MakeGrade:
    def make(
        student: str,
        key: str = "k1",
        *,
        status: Status = Status.PASSED,
        assignment: str = "losses",
        files: str = "files",
    ) -> Grade:
        result = TestResult.of(TestSpec("t::one", "The loss is right.", "svm", 5.0), status)
        receipt = Receipt(assignment, student, content_hash=f"hash of {student}'s {files}")
        final = None if status is Status.BROKEN else result.earned
        now = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
        return Grade(receipt, key, (result,), result.earned, 5.0, final, ISOLATION, {"grader": "1"}, now)

    return make


@pytest.fixture(scope="session")
def current() -> Callable[[Gradebook], list[Grade]]:
    """The published grade of what each student handed in last for `losses`."""
    return lambda book: [book.attempts("losses", student)[-1] for student in book.students("losses")]


@pytest.fixture(params=["file", "memory"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gradebook]:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}" if request.param == "file" else "sqlite://"
    with Gradebook.open(url) as opened:
        yield opened


@pytest.fixture
def run(book: Gradebook) -> int:
    return book.begin_run("losses", "f1", ISOLATION, {"grader": "1"})


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with a gradebook that this process may only read, even where the tests run as root."""
    user = os.geteuid()
    with TemporaryDirectory() as name:
        folder = Path(name)
        Gradebook.open(f"sqlite:///{folder / 'gradebook.db'}").close()
        (folder / "gradebook.db").chmod(0o444)
        (folder / "private.db").touch(0)
        folder.chmod(0o555)
        if user == 0:
            os.seteuid(NOBODY)
        yield folder
        if user == 0:
            os.seteuid(user)
        folder.chmod(0o755)
