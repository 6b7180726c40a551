"""What docs/doctor.md shows is what the command tries."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cli.doctor import EXIT_CODES
from grader.doctor.attempts import HIDING, trials
from grader.doctor.verdict import ESSENTIAL, Level

PAGE = (Path(__file__).parents[2] / "docs" / "doctor.md").read_text()


@pytest.mark.parametrize("name", [*ESSENTIAL, "mount namespace", "user namespace", "another user"])
def test_every_feature_is_shown(name: str) -> None:
    assert f"\n  yes      {name}" in PAGE


@pytest.mark.parametrize("trial", trials(HIDING), ids=lambda trial: trial.function)
def test_every_attempt_is_shown_with_a_ring_that_may_stop_it(trial) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"  held     {trial.what} ")]
    assert line.endswith(tuple(trial.ends.values()))


def test_every_level_has_its_exit_code() -> None:
    assert set(EXIT_CODES) == set(Level)
    for level, code in EXIT_CODES.items():
        assert f"| {code} | `{level}` |" in PAGE


def test_both_ways_to_hide_sizes_are_named() -> None:
    assert all(f"`{ring}`" in PAGE for ring in HIDING)
