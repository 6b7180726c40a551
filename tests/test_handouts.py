"""What students receive is in step with what it is made from."""

from __future__ import annotations

from pathlib import Path

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
