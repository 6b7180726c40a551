"""Answers out of all proportion, in a real sandbox: wrong answers, and cheap for the examiner."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "oversized.py"
RIGHT = "a right answer"
# Within the bounds of an answer, and wrong in another way.
SMALL = "90 dicts, each 45 deep"
ROOM_MB = 100  # an answer of 16 MB, its copy, and what is made of them
Told = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def told() -> Told:
    """What each kind came to, graded by an examiner of its own."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: Told = json.loads(done.stdout)
    return found


def test_a_right_answer_is_not_held_up(told: Told) -> None:
    assert (told[RIGHT]["status"], told[RIGHT]["points"]) == ("passed", 5)


def test_every_kind_is_a_wrong_answer_and_costs_its_own_test_alone(told: Told) -> None:
    wrong = {kind: one for kind, one in told.items() if kind != RIGHT}
    assert len(wrong) > 12
    assert {kind: one["status"] for kind, one in wrong.items()} == dict.fromkeys(wrong, "failed")
    assert {kind: one["points"] for kind, one in wrong.items()} == dict.fromkeys(wrong, 4)
    seen = {kind: one["seen"] for kind, one in wrong.items() if kind != SMALL}
    assert seen == dict.fromkeys(seen, "size")


def test_none_takes_much_of_the_examiners_memory(told: Told) -> None:
    """Sixty-four megabytes of booleans once took 2.3 GB."""
    more = {kind: one["peak_mb"] - told[RIGHT]["peak_mb"] for kind, one in told.items()}
    assert {kind: peak for kind, peak in more.items() if peak > ROOM_MB} == {}


def test_the_sizes_are_told(told: Told) -> None:
    assert told["15 MB of booleans"]["details"] == {
        "unit": "entries",
        "yours": 15 << 20,
        "most": 64 * 12 + (1 << 16),
    }
    assert told["64 MB of booleans"]["details"]["unit"] == "bytes"
    assert told["64 MB of booleans"]["details"]["yours"] >= 1 << 26
