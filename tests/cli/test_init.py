from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli


@pytest.fixture
def new_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["init", "deep-learning"])
    assert result.exit_code == 0, result.output
    assert "grader validate" in result.stdout
    return tmp_path / "deep-learning"


def test_a_new_course_is_sound_and_in_step(new_course: Path) -> None:
    sound = CliRunner().invoke(cli, ["validate", "--course", str(new_course)])
    assert sound.exit_code == 0, sound.output
    assert "least_squares: sound" in sound.stdout
    in_step = CliRunner().invoke(cli, ["release", "--check", "--course", str(new_course)])
    assert (in_step.exit_code, in_step.stdout) == (0, "least_squares: in step\n")


def test_the_tests_of_a_new_course_pass_on_its_reference(new_course: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "autograder_tests"]
    ran = subprocess.run(command, cwd=new_course, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert "7 passed" in ran.stdout


def test_a_folder_that_is_there_already_is_refused(new_course: Path) -> None:
    readme = (new_course / "README.md").read_bytes()
    result = CliRunner().invoke(cli, ["init", str(new_course)])
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert "Give the name of a new folder" in result.stderr
    assert (new_course / "README.md").read_bytes() == readme
