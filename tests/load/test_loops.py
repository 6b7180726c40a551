"""Right submissions in plain loops, the slowest legal way: full marks, and far below each limit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.course import find_course, load_assignment
from grader.runner.timing import Timing
from tests.load.run import LOOPS, ROOT, grade, loops

SHARE = 1 / 5  # of a limit: what right code may use
REFERENCE = "the-reference"
ASSIGNMENTS = sorted(path.name for path in (ROOT / "assignments").iterdir())


def shares(limits: Timing, tests: list[dict[str, Any]]) -> dict[str, float]:
    """The share of its limit that each test used, and of the total that all of them did."""
    used = {test["id"]: test["seconds"] for test in tests}
    return {name: seconds / limits.limit(name) for name, seconds in used.items()} | {
        "all together": sum(used.values()) / limits.total
    }


def limits_of(assignment: str, reference: Mapping[str, Any]) -> Timing:
    """The limits as this machine has them, where the reference needs what it needed just now."""
    costs = {test["id"]: test["seconds"] for test in reference["tests"]}
    return Timing(load_assignment(find_course(ROOT), assignment).limits, costs)


def test_every_assignment_has_a_submission_in_loops() -> None:
    assert sorted(path.name for path in LOOPS.iterdir()) == ASSIGNMENTS
    assert all(map(loops, ASSIGNMENTS))


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_loops_earn_everything_and_use_at_most_a_fifth_of_each_limit(assignment: str, tmp_path: Path) -> None:
    """The shares say how large the suites' problems are, on a busy machine too: nothing is timed here.

    `seconds` is what the grader charges to the submission. Waiting for a processor is not in it, nor
    starting a worker, nor the examiner's own work. No share was above a twentieth when this was written,
    so that a processor four times as slow passes as well. Where a share is above a fifth, the test gives
    plain loops too much to do: make its problem smaller.
    """
    submissions = tmp_path / "class"
    for place in loops(assignment):
        shutil.copytree(place, submissions / place.name)
    names = load_assignment(find_course(ROOT), assignment).files
    (submissions / REFERENCE).mkdir()
    for name in names:
        shutil.copy(ROOT / "solutions" / assignment / name, submissions / REFERENCE)
    graded = dict(grade(assignment, submissions, jobs=1))
    limits = limits_of(assignment, graded.pop(REFERENCE))
    for student, one in graded.items():
        lost = {test["id"]: test["status"] for test in one["tests"] if test["status"] != "passed"}
        assert lost == {}, student
        assert one["score"] == one["possible"]
        used = shares(limits, one["tests"])
        assert {test: share for test, share in used.items() if share > SHARE} == {}, student


def test_more_than_a_fifth_is_found() -> None:
    limits = Timing(load_assignment(find_course(ROOT), "losses").limits, {"costly": 1.0})
    tests = [
        {"id": name, "seconds": seconds}
        for name, seconds in (("cheap", 0.5), ("costly", 10.0), ("slow", 1.5))
    ]
    found = shares(limits, tests)
    assert {name for name, share in found.items() if share > SHARE} == {"slow"}
