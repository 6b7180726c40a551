"""grader.reports.index: what the class page says, and a row for everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.model import Assignment, Diagnosis, Isolation, Status
from grader.reports import ClassSummary, page_name, write_index, write_student_page

Make = Callable[..., Any]
KERNEL = Isolation("kernel", ("landlock",))
DUE = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def index(assignment: Assignment, read: Make, roll: Make, tmp_path: Path) -> Make:
    """The class page of these grades."""

    def make(*grades: Any, isolation: Isolation = KERNEL, due: datetime | None = DUE) -> Any:
        asked = replace(assignment, due=due)
        return read(write_index(roll(*grades), asked, "Deep learning", isolation, tmp_path / "out"))

    return make


@pytest.fixture
def graded(grade: Make, result: Make) -> Make:
    """A grade of 7.5 points of 10, with three passed tests and a failed one."""

    def make(student: str = "ada", final: float | None = 7.5, **changes: Any) -> Any:
        results = [result(id=f"{number}", possible=2.5) for number in range(3)]
        results.append(result(Status.FAILED, id="3", possible=2.5))
        return grade(*results, student=student, final=final, **changes)

    return make


@pytest.fixture
def large(simulated: ClassSummary, classroom: ModuleType, read: Make, tmp_path: Path) -> Any:
    """The page of 500 students, three of whose tests are planted."""
    return read(write_index(simulated, classroom.assignment(tmp_path), "Deep learning", KERNEL, tmp_path))


def counts(made: Any) -> dict[str, str]:
    parts = made.root.find(class_="counts").all("div")
    return {part.all("dt")[0].text: part.all("dd")[0].text for part in parts}


def names(made: Any) -> list[str]:
    return [link.text for link in made.root.find(class_="students").all("a")]


def section(made: Any, heading: str) -> str:
    return " ".join(made.root.find(**{"aria-labelledby": heading, "class_": "card"}).text.split())


def test_each_student_has_a_row_with_score_tallies_and_a_link_that_leads_to_the_page(
    index: Make, graded: Make
) -> None:
    made = index(graded("zoe"), graded("Bob"), graded("ada"))
    assert names(made) == ["ada", "Bob", "zoe"]
    second = made.root.find(class_="students").all("tr")[2]
    text = " ".join(second.text.split())
    assert second.all("a")[0].attributes["href"] == f"students/{page_name('Bob')}"
    for said in ("7.5 / 10", "3 passed", "1 wrong"):
        assert said in text


def test_the_box_goes_on_beyond_full_marks_where_the_quartile_does(index: Make, graded: Make) -> None:
    finals = {"a": 4.0, "b": 11.5, "c": 11.5, "d": 12.0}
    made = index(*[graded(student, final=final) for student, final in finals.items()])
    box = made.root.find(class_="box").attributes
    end_of_full_marks = 20 + 400 * 10 / 11
    assert float(box["x"]) + float(box["width"]) > end_of_full_marks
    assert "above 100 %3" in section(made, "scores")


def test_submitted_graded_broken_timeouts_and_reviews_are_counted(
    index: Make, graded: Make, grade: Make, result: Make
) -> None:
    made = index(
        graded("a"),
        graded("b", needs_review=True),
        graded("c", warnings=("two copies",)),
        grade(result(Status.BROKEN), student="d"),
        grade(result(Status.TIMEOUT, id="0"), result(Status.TIMEOUT, id="1"), student="e"),
    )
    assert counts(made) == {
        "submitted": "5",
        "graded": "4",
        "broken": "1",
        "with a timeout": "1",
        "needs review": "1",
    }
    for said in ("needs review", "two copies", "broken: run it again", "withheld"):
        assert said in made.text


def test_a_class_without_trouble_has_no_notes(index: Make, graded: Make) -> None:
    made = index(graded())
    assert list(counts(made).values()) == ["1", "1", "0", "0", "0"]
    for said in ("needs review", "run it again", "withheld"):
        assert said not in made.root.find(class_="students").text
    assert "Suspect" not in made.text


def test_one_student_is_one_bar_with_a_title_and_a_description(index: Make, graded: Make) -> None:
    made = index(graded())
    drawing = made.root.all("figure")[0].all("svg")[0]
    assert len([bar for bar in drawing.all("rect") if bar.attributes["class"] == "bar"]) == 1
    assert drawing.attributes["aria-labelledby"] == "histogram-title histogram-desc"
    assert "1 score, median 75 percent" in made.root.find(id="histogram-desc").text


def test_the_box_reaches_from_quartile_to_quartile(index: Make, graded: Make) -> None:
    made = index(*(graded(f"s{points}", final=float(points)) for points in range(11)))
    box = made.root.find(class_="box").attributes
    assert (float(box["x"]), float(box["width"])) == (20 + 4 * 25, 4 * 50)
    assert "Median 50 %" in section(made, "scores")
    assert "quartiles, 25 % and 75 %" in section(made, "scores")


def test_three_hundred_students_are_three_hundred_rows_in_order(index: Make, graded: Make) -> None:
    made = index(*(graded(f"student-{i:03}", final=float(i % 11)) for i in reversed(range(300))))
    assert names(made) == [f"student-{i:03}" for i in range(300)]
    assert "300 scores" in made.root.find(id="histogram-desc").text
    table = made.root.find(class_="small")
    assert sum(int(cell.text) for cell in table.all("td")) == 300


@pytest.mark.parametrize("changes", [{"final": None}, {"final": 0.0, "possible": 0.0}])
def test_without_a_score_there_is_no_histogram(
    index: Make, graded: Make, changes: dict[str, float | None]
) -> None:
    assert "There is no score to show yet." in index(graded(**changes)).text


def test_a_class_that_has_not_handed_in_has_a_page_too(index: Make) -> None:
    made = index()
    for said in ("There is no score to show yet.", "No test has run yet.", "No submissions yet."):
        assert said in made.text


def test_a_score_outside_the_scale_is_drawn_inside_it(index: Make, graded: Make) -> None:
    made = index(graded("bonus", final=12.0), graded("late", final=-3.0))
    widths = [
        float(bar.attributes["width"])
        for meter in made.root.all("svg")
        if meter.attributes["class"] == "meter"
        for bar in meter.all("rect")
    ]
    assert widths == [100, 100, 100, 0]


def test_the_page_says_when_nothing_was_isolated_and_only_then(index: Make, graded: Make) -> None:
    assert "Nothing was isolated" in index(graded(), isolation=Isolation("none")).text
    assert "Nothing was isolated" not in index(graded()).text


def test_hostile_names_and_oddities_and_titles_are_only_ever_text(
    index: Make, grade: Make, result: Make
) -> None:
    hostile = "\"><script>alert(1)</script>' onload=x\u202e\ud800"
    mistake = result(Status.FAILED, title=hostile, diagnosis=Diagnosis("x", hostile, hostile))
    made = index(
        grade(mistake, student=hostile, warnings=(hostile,), name=f"1{hostile}", email=f"2{hostile}")
    )
    assert made.text.count("<script>alert(1)</script>") == 7
    assert not made.root.all("script")
    assert "\u202e" not in made.source


def test_a_student_without_a_name_has_a_link_with_one(index: Make, graded: Make) -> None:
    assert names(index(graded(""))) == ["(no name)"]


def test_names_and_addresses_stand_beside_the_id(index: Make, graded: Make) -> None:
    made = index(graded("4711", name="Ada <Lovelace>", email="ada@example.edu"), graded("bob"))
    assert names(made) == ["4711", "bob"]
    assert "Ada <Lovelace>" in made.text
    assert "ada@example.edu" in made.text


def test_tests_stand_in_the_suites_order_with_their_numbers(index: Make, grade: Make, result: Make) -> None:
    sign = Diagnosis("sign", "Sign lost", "Look.")

    def one(student: str, *passes: bool) -> Any:
        failed = {"diagnosis": sign, "status": Status.FAILED}
        results = [
            result(id=f"t{number}", title=f"Checks {number}.", seconds=0.25, **({} if passed else failed))
            for number, passed in enumerate(passes)
        ]
        return grade(*results, student=student)

    made = index(one("a", True, True), one("b", True, False), one("c", False, False), one("d", False, False))
    rows = made.root.find(class_="figures items").all("tbody")[0].all("tr")
    said = [[" ".join(cell.text.split()) for cell in row.all("th", "td")] for row in rows]
    assert [cells[0] for cells in said] == ["1. Checks 0. loss_naive", "2. Checks 1. loss_naive"]
    assert [cells[1:3] for cells in said] == [["2", "0.50"], ["2", "0.25"]]
    assert [cells[3].split()[0] for cells in said] == ["0.58", "0.58"]
    assert {cells[6] for cells in said} == {"0.25 s"}
    assert {cells[7] for cells in said} == {"Sign lost"}
    assert "under 50 students" in section(made, "items")
    mistakes = made.root.find(**{"aria-labelledby": "mistakes", "class_": "card"}).all("tr")[1]
    assert [cell.text for cell in mistakes.all("th", "td")] == ["Sign lost", "3", "10"]


def test_the_due_time_and_the_late_are_told_where_times_are_known(index: Make, graded: Make) -> None:
    late = section(index(graded("a"), graded("b", received_at=None)), "arrivals")
    assert "Due 1 March 2025, 12:00 UTC; 1 submission came later." in late
    assert "The time of 1 is not known." in late
    squeezed = index(graded("a"), graded("b"), graded("c", received_at=datetime(1980, 1, 1, tzinfo=UTC)))
    assert "1 more than half a year from the others is not drawn." in section(squeezed, "arrivals")
    assert "Due" not in section(index(graded(), due=None), "arrivals")
    assert "not known when" in section(index(graded(received_at=None)), "arrivals")


def test_the_page_of_similar_pairs_is_linked_where_it_lies_beside_this_one(
    index: Make, graded: Make, tmp_path: Path
) -> None:
    assert "Similar pairs" not in index(graded()).text
    (tmp_path / "out" / "similar.html").write_text("pairs", encoding="utf-8")
    made = index(graded())
    assert [a.text for a in made.root.all("a") if a.attributes["href"] == "similar.html"] == ["Similar pairs"]


def test_the_planted_tests_of_a_large_class_are_on_the_banner_and_marked_in_the_table(large: Any) -> None:
    banner = large.root.find(class_="banner")
    told = {link.attributes["href"] for link in banner.all("a")}
    marked = {f"#{row.attributes['id']}" for row in large.root.all("tr") if row.attributes.get("class")}
    assert len(told) == 3
    assert told == marked
    for said in ("students who tried passes it", "Everybody passes it", "has nothing to do with the rest"):
        assert said in " ".join(banner.text.split())


def test_the_page_of_500_students_is_under_a_megabyte(large: Any) -> None:
    assert len(names(large)) == 500
    assert len(large.source.encode()) < 1_000_000


def test_a_students_page_is_under_a_hundred_kilobytes(classroom: ModuleType, tmp_path: Path) -> None:
    for grade in classroom.classroom(seed=3, students=5):
        page = write_student_page(grade, classroom.assignment(tmp_path), "Deep learning", tmp_path)
        assert page.stat().st_size < 100_000
