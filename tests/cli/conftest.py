from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

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
def grade(course: Path, submissions: Path) -> Callable[..., Result]:
    """Runs `grader grade double SUBMISSIONS`, with examiners whose `examine` is made up."""

    def grade(*options: str) -> Result:
        command = ["grade", "double", str(submissions), "--course", str(course), "--isolation", "none"]
        return CliRunner().invoke(cli, [*command, *options], obj=FAKE)

    return grade
