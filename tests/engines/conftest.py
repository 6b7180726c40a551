from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.grading import Job
from grader.model import Receipt, Submission, content_hash

HERE = Path(__file__).parent


@pytest.fixture
def fake() -> tuple[str, ...]:
    """The command that starts an examiner with a made-up `examine`."""
    return (sys.executable, "-P", str(HERE / "fake_examiner.py"))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    root = shutil.copytree(HERE.parent / "cli" / "course", tmp_path / "course")
    course = find_course(root)
    return Job(course, load_assignment(course, "double"), "none", None)


@pytest.fixture
def submission() -> Callable[..., Submission]:
    def submission(student: str, text: str = "") -> Submission:
        files = {"double.py": text}
        return Submission(Receipt("double", student, content_hash(files)), files)

    return submission


@pytest.fixture
def is_gone() -> Callable[[int], bool]:
    """Whether a process has ended, or ends within two seconds."""

    def is_gone(pid: int) -> bool:
        for _ in range(100):
            if not _runs(pid):
                return True
            time.sleep(0.02)
        return False

    return is_gone


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
