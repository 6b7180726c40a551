from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from grader.model import Status, TestResult, TestSpec

Grader = Callable[..., Result]
Keep = Any  # with `keep.results` for results that are given


@pytest.fixture
def regraded(keep: Keep) -> None:
    """Two gain, one loses, one fails otherwise, and two are left alone."""
    keep("ada", "test_three", suite="old")
    keep("ada", suite="new")
    keep("bob", "test_three", "test_sign", suite="old")
    keep("bob", "test_sign", suite="new")
    keep("carol", suite="old")
    keep("carol", "test_sign", suite="new")
    keep("dan", "test_zero", "test_three", suite="old")
    keep.results("dan", swapped(), text="all is well", suite="new")
    for student in ("eve", "frank"):
        keep(student, suite="old")
        keep(student, suite="new")


def swapped() -> list[TestResult]:
    """As dan's, whose `test_zero` now ends by an error."""
    specs = [
        (TestSpec("test_zero", "Zero.", "double", 1.0), Status.ERROR),
        (TestSpec("test_three", "Three.", "double", 2.0), Status.FAILED),
        (TestSpec("test_sign", "Sign.", "negate", 1.0), Status.PASSED),
    ]
    return [TestResult.of(spec, status) for spec, status in specs]


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0
    return [" ".join(line.split()) for line in result.output.splitlines()]


def test_who_gains_and_who_loses_comes_by_size_and_then_the_tests(grader: Grader, regraded: None) -> None:
    assert lines(grader("diff", "double")) == [
        "double: 4 students with a draft, 2 without",
        "2 gain, 1 lose, 1 keep their score",
        "",
        "Student Before After Change Tests",
        "ada 2 / 4 4 / 4 +2 1 now pass",
        "bob 1 / 4 3 / 4 +2 1 now pass",
        "carol 4 / 4 3 / 4 -1 1 now fail",
        "",
        "Test Now pass Now fail Otherwise Points",
        "test_three 2 0 0 +4",
        "test_sign 0 1 0 -1",
        "test_zero 0 0 1 0",
        "",
        "`grader publish double` makes the drafts current.",
    ]


def test_json_tells_the_same(grader: Grader, regraded: None) -> None:
    told = json.loads(grader("diff", "double", "--json").output)
    assert (told["schema_version"], told["assignment"], told["graded"]) == (1, "double", 6)
    changes = [(one["student"], one["before"], one["after"], one["change"]) for one in told["students"]]
    assert changes == [("ada", 2, 4, 2), ("bob", 1, 3, 2), ("carol", 4, 3, -1), ("dan", 2 - 1, 1, 0)]
    assert told["students"][0]["tests"] == [
        {"test": "test_three", "before": "failed", "after": "passed", "points": 2}
    ]
    assert told["tests"][0] == {
        "test": "test_three",
        "now_pass": 2,
        "now_fail": 0,
        "otherwise": 0,
        "points": 4,
    }


def test_the_scores_are_those_that_count(grader: Grader, keep: Keep, due: None) -> None:
    keep("ada", "test_three", suite="old")
    grader("adjust", "ada", "double", "double", "--points", "1.5")
    keep("ada", suite="new")
    assert "ada 2.5 / 4 3 / 4 +0.5 1 now pass" in lines(grader("diff", "double"))


def test_a_test_that_is_new_and_one_that_is_gone_are_counted(grader: Grader, keep: Keep) -> None:
    keep("ada", suite="old")
    new = TestResult.of(TestSpec("test_new", "New.", "negate", 1.0), Status.FAILED)
    keep.results("ada", [*swapped()[1:], new], text="all is well", suite="new")
    assert lines(grader("diff", "double"))[-5:-2] == [
        "test_new 0 1 0 0",
        "test_three 0 1 0 -2",
        "test_zero 0 0 1 -1",
    ]


def test_without_a_draft_it_says_so(grader: Grader, keep: Keep) -> None:
    keep("ada", suite="old")
    keep("ada", suite="new")
    assert lines(grader("diff", "double")) == ["no drafts of `double`: every grade is published"]
    told = json.loads(grader("diff", "double", "--json").output)
    assert (told["graded"], told["students"], told["tests"]) == (1, [], [])


def test_an_unknown_assignment_is_refused(grader: Grader, keep: Keep) -> None:
    assert grader("diff", "duble").exit_code == 2


def test_a_hostile_id_cannot_move_the_cursor(grader: Grader, keep: Keep) -> None:
    keep("eve\x1b[2J", "test_three", suite="old")
    keep("eve\x1b[2J", suite="new")
    result = grader("diff", "double")
    assert "\x1b" not in result.output
    assert "eve\\x1b[2J" in result.output
