from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exports import ExportReport
from grader.model import Grade, Status, TestResult

Run = Callable[..., tuple[Path, ExportReport]]


@pytest.fixture
def example() -> Path:
    return Path(__file__).parent / "downloads" / "moodle.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_grade_and_feedback_are_filled_in_and_the_rest_stays(
    run: Run, grades: list[Grade], example: Path
) -> None:
    path, report = run("moodle", grades, example)
    before, after = rows(example), rows(path)
    untouched = before[0].keys() - {"Grade", "Feedback comments"}
    assert [{name: row[name] for name in untouched} for row in after] == [
        {name: row[name] for name in untouched} for row in before
    ]
    assert [row["Grade"] for row in after] == ["6", "1.00", "", "", ""]
    assert report.notes == (
        "3 rows matched",
        "rows without a grade, left as they are: Bob Builder, Nina Nobody",
        "locked in Moodle, left as they are: Participant 504",
    )
    assert report.troubles == (
        'graded, and in no row: bob, =HYPERLINK("x")',
        "no score, because a test is broken: carol",
    )


def test_a_participants_number_is_an_id(
    run: Run, make_grade: Callable[..., Grade], result: Callable[..., TestResult], example: Path
) -> None:
    path, _ = run("moodle", [make_grade("502", result(possible=6.0, earned=6.0))], example)
    assert rows(path)[1]["Grade"] == "6"


def test_feedback_is_harmless_html_in_one_line(run: Run, grades: list[Grade], example: Path) -> None:
    ada = dataclasses.replace(grades[1], info=dataclasses.replace(grades[1].info, student="ada"))
    path, _ = run("moodle", [ada], example)
    feedback = rows(path)[0]["Feedback comments"]
    assert "Divide it by &lt;N&gt;, and look again." in feedback
    assert "\n" not in feedback


def test_another_number_of_points_is_a_trouble(
    run: Run, make_grade: Callable[..., Grade], result: Callable[..., TestResult], example: Path
) -> None:
    _, report = run("moodle", [make_grade("ada", result(Status.PASSED))], example)
    assert report.troubles == ("Moodle counts 6 points, the grades 2",)


def test_grades_above_the_maximum_are_named_with_what_to_do(
    run: Run, make_grade: Callable[..., Grade], result: Callable[..., TestResult], example: Path
) -> None:
    six = result(Status.PASSED, possible=6.0, earned=6.0)
    path, report = run("moodle", [make_grade("ada", six, final=6.5), make_grade("502", six)], example)
    assert [row["Grade"] for row in rows(path)[:2]] == ["6.5", "6"]
    (trouble,) = report.troubles
    assert "raise the maximum grade in the assignment's settings in Moodle" in trouble
    assert trouble.endswith(": ada")


def test_a_sheet_in_another_language_is_refused_with_advice(
    run: Run, grades: list[Grade], tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("ID,Name,Bewertung\nTeilnehmer/in1,Ada,\n")
    with pytest.raises(UsageError, match=r"no column `Identifier` and no column `Grade`(.|\n)*English"):
        run("moodle", grades, sheet)
