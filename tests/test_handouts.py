"""What students receive is in step with what it is made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course import assignments, find_course

ROOT = Path(__file__).parent.parent


def test_every_handout_is_what_its_sources_give() -> None:
    result = CliRunner().invoke(cli, ["release", "--check", "--course", str(ROOT)])
    assert result.exit_code == 0, result.output
    ids = assignments(find_course(ROOT))
    assert result.stdout.splitlines() == [f"{id}: in step" for id in ids]  # noqa: A001 - the noun's own word
    assert ids


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """What of the course makes the handout of `losses`."""
    for folder in ("assignments/losses", "solutions/losses", "solutions/shared", "autograder_tests/losses"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_one_reference_function_that_is_changed_within_its_region_is_noticed(copied: Path) -> None:
    command = ["release", "--check", "losses", "--course", str(copied)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    path = copied / "solutions" / "losses" / "softmax.py"
    before = path.read_text("utf-8")
    path.write_text(before.replace("scores.max(axis=1, keepdims=True)", "scores.min(axis=1, keepdims=True)"))
    assert path.read_text("utf-8") != before
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 1
    assert result.stdout.startswith("solutions/losses/softmax.py: has changed since its release")
