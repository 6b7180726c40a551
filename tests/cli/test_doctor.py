from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli

EXIT_CODES = {"safe": 0, "weakened": 1, "unsafe": 2}


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def run(*options: str) -> Result:
        return CliRunner().invoke(cli, ["doctor", *options])

    return run


def test_the_verdict_stands_below_what_was_tried(doctor) -> None:
    ran = doctor()
    lines = ran.stdout.splitlines()
    assert lines[0].startswith(f"Linux {platform.release()} on {platform.machine()}, Python ")
    assert "  yes      Landlock" in ran.stdout
    assert "  held     open a socket                        seccomp" in lines
    assert "NOT HELD write" not in ran.stdout
    verdict = next(
        number for number, line in enumerate(lines) if line.startswith("This machine grades safely")
    )
    assert all(line.startswith("  ") for line in lines[verdict + 1 :])
    assert ran.exit_code == (1 if lines[verdict + 1 :] else 0)
    assert ran.stderr == ""


def test_json_says_the_same(doctor) -> None:
    ran = doctor("--json")
    told = json.loads(ran.stdout)
    assert ran.exit_code == EXIT_CODES[told["level"]]
    assert set(told) >= {"level", "sentence", "advice", "system", "features", "isolation", "attempts"}
    assert {"what": "open a socket", "held_by": "seccomp", "seen": "EPERM", "essential": True} in told[
        "attempts"
    ]


def test_where_nobody_can_grade_the_exit_code_is_two(doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    ran = doctor()
    assert ran.exit_code == 2
    assert "This machine cannot grade safely: grading needs Linux, and this is macOS." in ran.stdout
    assert "`grader check`" in ran.stdout
    assert json.loads(doctor("--json").stdout)["isolation"] is None


def test_nothing_is_written_where_it_runs(doctor, tmp_path: Path) -> None:
    doctor()
    assert list(tmp_path.iterdir()) == []
