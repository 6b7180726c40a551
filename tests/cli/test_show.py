from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from jsonschema import Draft202012Validator

Grader = Callable[..., Result]
Keep = Callable[..., None]

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "results-1.json").read_text())


def test_an_assignment_is_shown_test_by_test(grader: Grader, keep: Keep, due: None) -> None:
    keep("ada", "test_three", name="Ada L", email="ada@uni.example")
    grader("adjust", "ada", "double", "double", "--points", "0.5", "--comment", "half right", "--by", "prof")
    lines = [line.rstrip() for line in grader("show", "ada", "double").output.splitlines()]
    assert lines == [
        "ada (Ada L, ada@uni.example)",
        "",
        "double: Doubling",
        "  score       1.5 / 4, the tests earned 2",
        "  handed in   2026-03-01 12:30 UTC, 1 day late, 1 taken off",
        "  adjusted    +0.5 double, by prof: half right",
        "",
        "Task    Test                       Status  Points  Mistake",
        "double  Twice nothing is nothing.  passed   1 / 1",
        "double  Twice three is six.        failed   0 / 2",
        "negate  One becomes minus one.     passed   1 / 1",
    ]


def test_all_assignments_are_shown_in_short(grader: Grader, keep: Keep, course: Path) -> None:
    for folder in ("assignments", "solutions", "autograder_tests"):
        shutil.copytree(course / folder / "double", course / folder / "untouched")
    keep("ada")
    output = grader("show", "ada").output
    assert "double: Doubling\n  score       4 / 4\n" in output
    assert "untouched" not in output
    assert "Twice three" not in output


def test_the_page_is_named_where_it_is_there(
    grader: Grader, grade: Grader, hand_in: Callable[..., None], course: Path
) -> None:
    hand_in("ada")
    grade()
    page = course / "reports" / "double" / "students" / "ada.html"
    assert f"  page        {page}\n" in grader("show", "ada").output
    page.unlink()
    assert "page" not in grader("show", "ada").output


def test_a_waiting_draft_is_told_and_does_not_count(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three", suite="old")
    assert "draft" not in grader("show", "ada").output
    keep("ada", suite="new")
    output = grader("show", "ada").output
    assert "score       2 / 4\n" in output
    assert "draft       a new grade waits: `grader diff double`\n" in output


def test_what_needs_review_is_told(grader: Grader, keep: Keep) -> None:
    keep("ada", unreadable=True, warnings=("an odd file",))
    output = grader("show", "ada").output
    assert "unreadable\n" in output
    assert "warning     an odd file\n" in output
    assert "review      needs review\n" in output


def test_json_tells_the_same_and_its_grades_fit_the_schema(grader: Grader, keep: Keep, due: None) -> None:
    keep("ada", "test_three")
    grader("extend", "ada", "double", "--until", "2026-03-05", "--by", "prof")
    grader("review", "ada", "double", "--open", "--by", "prof")
    told = json.loads(grader("show", "ada", "--json").output)
    [double] = told["assignments"]
    fits = {**SCHEMA["$defs"]["submission"], "$defs": SCHEMA["$defs"]}
    Draft202012Validator(fits).validate(double["grade"])
    assert (told["student"], double["assignment"], double["grade"]["score"]) == ("ada", "double", 2)
    assert (double["extension"]["until"], double["extension"]["by"]) == ("2026-03-05T22:59:59Z", "prof")
    assert double["review"]["needed"] is True
    assert (double["draft"], double["page"], double["adjustments"]) == (False, None, [])


def test_an_unknown_student_is_refused_with_the_nearest_id(grader: Grader, keep: Keep) -> None:
    keep("ada")
    for words in (["adda"], ["adda", "double"]):
        result = grader("show", *words)
        assert result.exit_code == 2
        assert "no student `adda` in the gradebook\n  Did you mean `ada`?" in result.stderr


def test_a_students_texts_cannot_move_the_cursor(grader: Grader, keep: Keep) -> None:
    keep("ada", name="Ada\x1b[2J\nbob", warnings=("odd\x1b]0;title\x07",))
    shown = grader("show", "ada", "double").output
    assert "\x1b" not in shown
    assert shown.splitlines()[0] == "ada (Ada\\x1b[2J bob)"
    assert "\x1b" not in grader("show", "ada", "--json").output
