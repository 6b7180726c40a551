from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.gradebook import Gradebook

Grader = Callable[..., Result]
Keep = Callable[..., None]


def score(result: Result) -> str:
    """What the command says of the score, before all else."""
    return result.output.partition("\n")[0]


def test_points_are_added_and_the_new_score_is_told(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three")
    result = grader("adjust", "ada", "double", "double", "--points", "1.5", "--by", "prof")
    assert (result.exit_code, score(result)) == (0, "ada: 2 -> 3.5 of 4")
    assert score(grader("adjust", "ada", "double", "negate", "--points", "-1")) == "ada: 3.5 -> 2.5 of 4"


def test_as_many_decimals_as_are_taken_are_told(grader: Grader, keep: Keep) -> None:
    keep("ada")
    assert score(grader("adjust", "ada", "double", "double", "--points", "-0.001")) == "ada: 4 -> 3.999 of 4"
    assert "-0.001 double" in grader("history", "ada").output
    assert grader("adjust", "ada", "double", "double", "--points", "-4").exit_code == 0


def test_an_adjustment_outlives_a_regrade(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three", suite="old")
    grader("adjust", "ada", "double", "negate", "--points", "-1")
    keep("ada", suite="new")
    assert grader("publish", "double").exit_code == 0
    assert "score       3 / 4, the tests earned 4\n" in grader("show", "ada", "double").output


def test_what_goes_beyond_the_task_is_said_not_to_count(grader: Grader, keep: Keep) -> None:
    keep("ada")
    told = grader("adjust", "ada", "double", "double", "--points", "2").output.splitlines()
    assert (told[0], told[-1]) == ("ada: still 4 of 4", "`double` counts at most 3: 2 beyond that")
    told = grader("adjust", "ada", "double", "negate", "--points", "-3").output.splitlines()
    assert (told[0], told[-1]) == ("ada: 4 -> 3 of 4", "`negate` counts no less than 0")


def test_a_comment_alone_reaches_the_students_page_as_text(
    grader: Grader, keep: Keep, course: Path, grade: Grader, hand_in: Callable[..., None]
) -> None:
    hand_in("ada")
    grade()
    result = grader("adjust", "ada", "double", "double", "--comment", "See <b>me</b>.", "--by", "prof <x>")
    path = course / "reports" / "double" / "students" / "ada.html"
    assert "".join(result.output.splitlines()) == f"ada: still 4 of 4Page: {path}"
    page = path.read_text()
    assert "See &lt;b&gt;me&lt;/b&gt;." in page
    assert "prof &lt;x&gt;" in page
    assert "<b>me" not in page


def test_the_class_page_has_the_new_score(
    grader: Grader, course: Path, grade: Grader, hand_in: Callable[..., None]
) -> None:
    hand_in("ada", "fail")
    hand_in("bob", "fail")
    grade()
    index = course / "reports" / "double" / "index.html"
    before = index.read_text()
    grader("adjust", "ada", "double", "double", "--points", "0.75")
    assert "3.75" not in before
    assert "3.75" in index.read_text()


def test_pages_that_are_elsewhere_are_not_made_here(grader: Grader, keep: Keep, course: Path) -> None:
    keep("ada")
    result = grader("adjust", "ada", "double", "double", "--points", "-1")
    assert not (course / "reports").exists()
    assert f"No page of ada in {course / 'reports' / 'double'}" in result.output.replace("\n", "")


def test_who_decides_is_the_login_name_unless_told(grader: Grader, keep: Keep, course: Path) -> None:
    keep("ada")
    grader("adjust", "ada", "double", "double", "--points", "-1")
    grader("adjust", "ada", "double", "double", "--points", "-1", "--by", "prof")
    with Gradebook.open(f"sqlite:///{course / 'gradebook.db'}") as book:
        adjustments = book.decisions.about("double", "ada").adjustments
    assert [one.by for one in adjustments] == [getpass.getuser(), "prof"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ada", "double", "double"], "give what changes: --points, --comment, or both"),
        (["ada", "double", "double", "--points", "nan"], "a number of points"),
        (["ada", "double", "double", "--points", "inf"], "a number of points"),
        (["ada", "double", "double", "--points", "1e300"], "1e+300 is more than the 4 points of all tasks"),
        (["ada", "double", "double", "--points", "-4.5"], "-4.5 is more than the 4 points of all tasks"),
        (["ada", "double", "double", "--points", "0.0005"], "0.0005 has more than 3 decimals"),
        (["ada", "double", "double", "--points", "1", "--by", " "], "expected a name"),
        (["ada", "double", "duble", "--points", "1"], "Did you mean `double`?"),
        (["ada", "double", "other", "--points", "1"], "Its tasks are: double, negate."),
        (["adda", "double", "double", "--points", "1"], "Did you mean `ada`?"),
        (["zoe", "double", "double", "--points", "1"], "Nothing of theirs is graded yet."),
        (["ada", "duble", "double", "--points", "1"], "duble"),
    ],
)
def test_a_wrong_adjustment_is_refused_and_leaves_no_trace(
    grader: Grader, keep: Keep, words: list[str], told: str
) -> None:
    keep("ada")
    result = grader("adjust", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "adjusted" not in grader("history", "ada").output


def test_a_hostile_id_cannot_move_the_cursor(grader: Grader, keep: Keep) -> None:
    keep("eve\x1b[2J\nbob: 0 -> 4 of 4")
    result = grader("adjust", "eve\x1b[2J\nbob: 0 -> 4 of 4", "double", "double", "--points", "-1")
    assert score(result) == "eve\\x1b[2J bob: 0 -> 4 of 4: 4 -> 3 of 4"
    assert "\x1b" not in result.output
    assert not [line for line in result.output.splitlines() if line.startswith("bob")]
