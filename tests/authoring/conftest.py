from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.starter import start_course
from grader.model import Course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course that `grader init` makes, before anything is made for students."""
    monkeypatch.setenv("GRADER_SECRET", "for the tests")
    return start_course(tmp_path / "course")
