from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from grader.model import Status, TestResult, TestSpec

Grader = Callable[..., Result]
Keep = Any  # with `keep.results` for results that are given

BROKEN = TestResult.of(TestSpec("test_zero", "Zero.", "double", 4.0), Status.BROKEN)


def listed(result: Result) -> list[list[str]]:
    assert result.exit_code == 0
    return [line.rstrip().split(maxsplit=4) for line in result.output.splitlines()[1:]]


def test_a_grade_without_trouble_is_not_listed(grader: Grader, keep: Keep) -> None:
    keep("ada")
    assert grader("review", "double").output == "nothing of `double` needs review\n"


def test_what_nobody_could_read_and_what_is_withheld_is_listed(grader: Grader, keep: Keep) -> None:
    keep("ada")
    keep("bob", unreadable=True)
    keep.results("carol", [BROKEN])
    assert listed(grader("review", "double")) == [
        ["bob", "4", "/", "4", "unreadable"],
        ["carol", "withheld", "/", "4", "withheld, because a test is broken"],
    ]


def test_a_last_attempt_that_nobody_could_read_needs_a_look_although_another_counts(
    grader: Grader, keep: Keep
) -> None:
    keep("ada")
    keep("ada", text="garbage", unreadable=True, warnings=("ada.zip: is not a zip",))
    why = "attempt 1 counts, for the last one is unreadable"
    assert listed(grader("review", "double")) == [["ada", "4", "/", "4", why]]
    shown = grader("show", "ada", "double").output
    assert "attempt     1 of 2, for the last one is unreadable\n" in shown
    assert "warning     ada.zip: is not a zip\n" in shown
    grader("review", "ada", "double", "--done")
    assert listed(grader("review", "double")) == []


def test_a_person_asks_for_a_look_and_looks(grader: Grader, keep: Keep) -> None:
    keep("ada")
    asked = grader("review", "ada", "double", "--open", "--comment", "copied?", "--by", "tutor")
    assert asked.output.startswith("ada: needs review\nNo page of ada in ")
    assert listed(grader("review", "double")) == [["ada", "4", "/", "4", "asked for, by tutor: copied?"]]
    looked = grader("review", "ada", "double", "--done", "--by", "prof")
    assert looked.output.startswith("ada: reviewed\nNo page of ada in ")
    assert listed(grader("review", "double")) == []
    assert "review      done, by prof\n" in grader("show", "ada").output


def test_a_look_covers_what_was_there_and_not_what_comes_later(grader: Grader, keep: Keep) -> None:
    keep("ada", unreadable=True)
    grader("review", "ada", "double", "--done")
    assert listed(grader("review", "double")) == []
    keep("ada", text="again", unreadable=True)
    assert listed(grader("review", "double")) == [["ada", "4", "/", "4", "unreadable"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ada", "double"], "--done and --open go with a STUDENT"),
        (["double", "--done"], "--done and --open go with a STUDENT"),
        (["ada", "bob", "double", "--done"], "one STUDENT and one ID"),
        (["adda", "double", "--done"], "Did you mean `ada`?"),
    ],
)
def test_a_wrong_review_is_refused(grader: Grader, keep: Keep, words: list[str], told: str) -> None:
    keep("ada")
    result = grader("review", *words)
    assert result.exit_code == 2
    assert told in result.stderr
