"""The short version of `run.py`: the whole one takes a quarter of an hour."""

from __future__ import annotations

from typing import Any

import pytest

from grader.engines.local import cores
from tests.load.run import Lost, _compare, run

RIGHT: Lost = frozenset()


def test_beside_busy_processes_a_right_answer_keeps_its_points_and_a_fault_costs_its_own_tests() -> None:
    """`expected_initial_loss` has the fewest tests, each of which a loop fills to its limit."""
    report = run(
        "losses",
        submissions=12,
        faulty=[1, 1, 1],
        busy=3 * cores(),
        functions={"expected_initial_loss"},
        examples=False,
    )
    assert report.wrong == []


def graded(lost: Lost = RIGHT, **changes: Any) -> dict[str, Any]:
    """What `grade --json` says of a submission that has lost these of three tests."""
    tests: list[dict[str, Any]] = [
        {"id": test, "status": "timeout" if test in lost else "passed", "notes": [], "observed": None}
        for test in ("t1", "t2", "t3")
    ]
    return {"score": 100.0 - 10 * len(lost), "needs_review": False, "tests": tests} | changes


def test_what_is_as_expected_is_not_wrong() -> None:
    expected = {"ada": RIGHT, "loops-0": frozenset({"t1", "t2"})}
    graded_class = {"ada": graded(), "loops-0": graded(frozenset({"t1", "t2"}), needs_review=True)}
    assert _compare(expected, graded_class).wrong == []


@pytest.mark.parametrize(
    ("expected", "found", "wrong"),
    [
        (RIGHT, graded(frozenset({"t2"})), "ada: ['t2']"),
        (RIGHT, graded(score=None), "ada: withheld, []"),
        (RIGHT, graded(needs_review=True), "ada: needs review"),
        (frozenset({"t1"}), graded(frozenset({"t3"})), "ada: ['t1', 't3']"),
        (frozenset({"t1"}), graded(frozenset({"t1", "t3"})), "ada: ['t3']"),
        (frozenset({"t1", "t2"}), graded(frozenset({"t1"})), "ada: ['t2']"),
    ],
    ids=[
        "a right one that lost a test",
        "withheld",
        "a right one that needs review",
        "a loop that lost another test",
        "a loop that lost one more",
        "a loop that lost too few",
    ],
)
def test_what_is_not_as_expected_is_wrong(expected: Lost, found: dict[str, Any], wrong: str) -> None:
    assert _compare({"ada": expected}, {"ada": found}).wrong == [wrong]


def test_a_submission_that_is_not_graded_is_wrong() -> None:
    assert _compare({"ada": RIGHT, "bo": RIGHT}, {"ada": graded()}).wrong == ["bo: not graded"]


def test_what_the_machine_took_is_counted() -> None:
    noted = graded()
    noted["tests"][0]["notes"] = ["waiting for a processor for 9.0 s, which is not counted"]
    assert _compare({"ada": RIGHT, "bo": RIGHT}, {"ada": noted, "bo": graded()}).noted == 1
