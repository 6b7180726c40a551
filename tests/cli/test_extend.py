from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Grader = Callable[..., Result]
Keep = Callable[..., None]

NAMES = ("ada", "bernadette", "adda", "bernadete", "x")
OTHERS = "due for the others 2026-02-28 22:00:00+01:00"


@pytest.mark.parametrize(
    ("until", "understood"),
    [
        ("2026-03-01", "Sunday 2026-03-01 23:59:59+01:00"),
        ("2026-03-01 18:00", "Sunday 2026-03-01 18:00:00+01:00"),
        ("2026-03-01T12:30:00Z", "Sunday 2026-03-01 12:30:00+00:00"),
        ("2026-03-01T23:00-05:00", "Sunday 2026-03-01 23:00:00-05:00"),
    ],
)
def test_a_time_is_understood_and_takes_the_penalty_away(
    grader: Grader, keep: Keep, due: None, until: str, understood: str
) -> None:
    keep("ada")
    result = grader("extend", "ada", "double", "--until", until)
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [f"ada: until {understood}; {OTHERS}", "ada: 3 -> 4 of 4"]


def test_an_extension_that_is_too_short_changes_nothing(grader: Grader, keep: Keep, due: None) -> None:
    keep("ada")
    result = grader("extend", "ada", "double", "--until", "2026-03-01 13:29")
    assert result.output.splitlines()[1] == "ada: still 3 of 4"


def test_an_extension_before_the_due_time_takes_an_earlier_one_back(
    grader: Grader, keep: Keep, due: None
) -> None:
    keep("ada")
    grader("extend", "ada", "double", "--until", "2026-03-05")
    result = grader("extend", "ada", "double", "--until", "2026-02-28 22:00")
    assert result.output.splitlines()[:2] == [
        "ada: until Saturday 2026-02-28 22:00:00+01:00, which is not after the due time: "
        "2026-02-28 22:00:00+01:00 holds again",
        "ada: 4 -> 3 of 4",
    ]


def test_an_extension_may_come_before_the_submission(grader: Grader, keep: Keep, due: None) -> None:
    result = grader("extend", "ada", "double", "--until", "2026-03-05", "--comment", "ill", "--by", "prof")
    assert result.output.splitlines()[1] == "ada: nothing is graded yet"
    assert "extension   until 2026-03-05 22:59 UTC, by prof: ill" in grader("show", "ada").output
    keep("ada")
    keep("bob")
    assert "score       4 / 4\n" in grader("show", "ada").output
    assert "score       3 / 4, the tests earned 4\n" in grader("show", "bob").output


def test_a_student_nobody_has_heard_of_is_told_and_kept(
    grader: Grader, keep: Keep, due: None, course: Path
) -> None:
    keep("ada")
    (course / "roster.csv").write_text("student\nbernadette\n")
    told = {name: grader("extend", name, "double", "--until", "2026-03-05") for name in NAMES}
    assert [result.exit_code for result in told.values()] == [0] * len(NAMES)
    unheard = "is graded or on the roster"
    assert unheard not in told["ada"].output + told["bernadette"].output
    assert {name: told[name].output.splitlines()[2:] for name in ("adda", "bernadete", "x")} == {
        "adda": [f"no student called `adda` {unheard}: did you mean `ada`? The extension is kept"],
        "bernadete": [
            f"no student called `bernadete` {unheard}: did you mean `bernadette`? The extension is kept"
        ],
        "x": [f"no student called `x` {unheard}: is the id right? The extension is kept"],
    }
    assert "extended" in grader("history", "adda").output


def test_an_extension_for_nobody_is_refused(grader: Grader, keep: Keep, due: None) -> None:
    result = grader("extend", " ", "double", "--until", "2026-03-05")
    assert result.exit_code == 2
    assert "expected a student's id" in result.stderr


@pytest.mark.parametrize(
    "until", ["tomorrow", "2026-13-01", "0001-01-01 00:00", "9999-12-31T23:59-10:00", ""]
)
def test_what_is_no_time_is_refused_with_an_example(
    grader: Grader, keep: Keep, due: None, until: str
) -> None:
    keep("ada")
    result = grader("extend", "ada", "double", "--until", until)
    assert result.exit_code == 2
    assert "write 2026-12-03" in result.stderr
    assert "extended" not in grader("history", "ada").output


def test_without_a_due_time_there_is_nothing_to_extend(grader: Grader, keep: Keep) -> None:
    keep("ada")
    result = grader("extend", "ada", "double", "--until", "2026-03-05")
    assert result.exit_code == 2
    assert "Add `due` to its assignment.toml first." in result.stderr
