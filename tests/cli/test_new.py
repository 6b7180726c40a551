from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli


def test_a_new_assignment_is_in_step_and_sound(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course / "solutions")
    result = CliRunner().invoke(cli, ["new", "regression"])
    assert result.exit_code == 0, result.output
    assert "grader validate regression" in result.stdout
    named = re.findall(r"\w+/regression/\S*", result.stdout)
    assert len(named) == 6
    assert [path for path in named if not (course / path).exists()] == []
    in_step = CliRunner().invoke(cli, ["release", "--check", "regression"])
    assert (in_step.exit_code, in_step.stdout) == (0, "regression: in step\n")
    sound = CliRunner().invoke(cli, ["validate", "regression", "--no-mutants"])
    assert sound.exit_code == 0, sound.output


def test_what_is_not_needed_is_deleted_and_the_next_release_follows(course: Path) -> None:
    CliRunner().invoke(cli, ["new", "regression", "--course", str(course)])
    (course / "solutions/regression/answers.py").unlink()
    (course / "autograder_tests/regression/test_answers.py").unlink()
    toml = course / "assignments/regression/assignment.toml"
    text, _, _ = toml.read_text().partition('[[tasks]]\nname = "answers"')
    toml.write_text(text.replace(', "answers.py"', ""))
    released = CliRunner().invoke(cli, ["release", "regression", "--course", str(course)])
    assert released.exit_code == 0, released.output
    assert not (course / "assignments/regression/answers.py").exists()


def test_an_id_that_is_taken_is_refused(course: Path) -> None:
    result = CliRunner().invoke(cli, ["new", "double", "--course", str(course)])
    assert result.exit_code == 2
    assert "`assignments/double` is there already" in result.stderr
    assert "Take another ID" in result.stderr


def test_outside_of_a_course_nothing_is_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["new", "regression", "--course", str(tmp_path)])
    assert result.exit_code == 2
    assert "no course here" in result.stderr
    assert list(tmp_path.iterdir()) == []
