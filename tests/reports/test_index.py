"""grader.reports.index: counts, scores, and a row for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.model import Assignment, Isolation, Status
from grader.reports import Row, page_name, write_index

Make = Callable[..., Any]
KERNEL = Isolation("kernel", ("landlock",))


@pytest.fixture
def index(assignment: Assignment, read: Make, tmp_path: Path) -> Make:
    """The class page of these rows."""

    def make(*rows: Row, isolation: Isolation = KERNEL) -> Any:
        return read(write_index(iter(rows), assignment, "Deep learning", isolation, tmp_path / "out"))

    return make


def row(student: str = "ada", final: float | None = 7.5, **changes: Any) -> Row:
    values = {
        "possible": 10.0,
        "counts": {Status.PASSED: 3, Status.FAILED: 1},
        "needs_review": False,
        "oddities": (),
        "page": f"students/{page_name(student)}",
    } | changes
    return Row(student, final, **values)


def counts(made: Any) -> list[str]:
    return [number.text for number in made.root.find(class_="counts").all("dd")]


def names(made: Any) -> list[str]:
    return [link.text for link in made.root.find(class_="students").all("a")]


def test_a_row_is_made_of_a_grade(grade: Make, result: Make) -> None:
    made = Row.of(grade(result(), result(), result(Status.ERROR), student="a/b", oddities=("odd",)))
    assert made == Row(
        "a/b",
        4.0,
        6.0,
        {Status.PASSED: 2, Status.ERROR: 1},
        needs_review=False,
        oddities=("odd",),
        page=f"students/{page_name('a/b')}",
    )


def test_each_student_has_a_row_with_score_tallies_and_a_link_that_leads_to_the_page(index: Make) -> None:
    made = index(row("zoe"), row("Bob", page="students/bob.html"), row("ada"))
    assert names(made) == ["ada", "Bob", "zoe"]
    second = made.root.find(class_="students").all("tr")[2]
    text = " ".join(second.text.split())
    assert second.all("a")[0].attributes["href"] == "students/bob.html"
    for said in ("7.5 / 10", "3 passed", "1 wrong"):
        assert said in text


def test_graded_attention_and_broken_are_counted(index: Make) -> None:
    made = index(
        row("a"),
        row("b", needs_review=True),
        row("c", oddities=("two copies",)),
        row("d", final=None, counts={Status.BROKEN: 1}),
    )
    assert counts(made) == ["3", "3", "1"]
    for said in ("needs review", "two copies", "broken: run it again", "withheld"):
        assert said in made.text


def test_a_class_without_trouble_has_no_notes(index: Make) -> None:
    made = index(row())
    assert counts(made) == ["1", "0", "0"]
    for said in ("needs review", "run it again", "withheld until"):
        assert said not in made.root.find(class_="students").text


def test_one_student_is_one_bar_with_a_title_and_a_description(index: Make) -> None:
    made = index(row())
    drawing = made.root.find(class_="histogram")
    assert len([bar for bar in drawing.all("rect") if bar.attributes["class"] == "bar"]) == 1
    assert drawing.attributes["aria-labelledby"] == "histogram-title histogram-desc"
    assert "1 score, median 75 percent" in made.root.find(id="histogram-desc").text


def test_three_hundred_students_are_three_hundred_rows_in_order(index: Make) -> None:
    made = index(*(row(f"student-{i:03}", final=i % 11) for i in reversed(range(300))))
    assert names(made) == [f"student-{i:03}" for i in range(300)]
    assert "300 scores" in made.root.find(id="histogram-desc").text
    table = made.root.find(class_="small")
    assert sum(int(cell.text) for cell in table.all("td")) == 300


@pytest.mark.parametrize("rows", [[], [row(final=None)], [row(final=0.0, possible=0.0)]])
def test_without_a_score_there_is_no_histogram(index: Make, rows: list[Row]) -> None:
    assert "There is no score to show yet." in index(*rows).text


def test_a_score_outside_the_scale_is_drawn_inside_it(index: Make) -> None:
    made = index(row("bonus", final=12.0), row("late", final=-3.0))
    widths = [
        float(bar.attributes["width"])
        for meter in made.root.all("svg")
        if meter.attributes["class"] == "meter"
        for bar in meter.all("rect")
    ]
    assert widths == [100, 100, 100, 0]


def test_the_page_says_when_nothing_was_isolated_and_only_then(index: Make) -> None:
    assert "Nothing was isolated" in index(row(), isolation=Isolation("none")).text
    assert "Nothing was isolated" not in index(row()).text


def test_hostile_names_and_oddities_are_only_ever_text(index: Make) -> None:
    hostile = "\"><script>alert(1)</script>' onload=x\u202e\ud800"
    made = index(row(hostile, oddities=(hostile,)))
    assert made.text.count("<script>alert(1)</script>") == 2
    assert not made.root.all("script")
    assert "\u202e" not in made.source


def test_a_student_without_a_name_has_a_link_with_one(index: Make) -> None:
    assert names(index(row(""))) == ["(no name)"]


def test_names_and_addresses_stand_beside_the_id(index: Make) -> None:
    made = index(row("4711", name="Ada <Lovelace>", email="ada@example.edu"), row("bob"))
    assert names(made) == ["4711", "bob"]
    assert "Ada <Lovelace>" in made.text
    assert "ada@example.edu" in made.text
