"""grader.reports.class_summary: a class in little memory, whatever order its grades come in."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from grader.model import Diagnosis, Status
from grader.reports import ClassRow, ClassSummary, page_name

Make = Callable[..., Any]


def test_a_row_is_made_of_a_grade(grade: Make, result: Make) -> None:
    made = ClassRow.of(grade(result(), result(), result(Status.ERROR), student="a/b", warnings=("odd",)))
    assert made == ClassRow(
        "a/b",
        4.0,
        6.0,
        {Status.PASSED: 2, Status.ERROR: 1},
        needs_review=False,
        warnings=("odd",),
    )
    assert made.page == f"students/{page_name('a/b')}"


def test_a_grade_that_is_added_gives_its_row(grade: Make, result: Make) -> None:
    one = grade(result(), result(Status.FAILED))
    assert ClassSummary().add(one) == ClassRow.of(one)


def test_rows_are_by_student_whatever_order_they_came_in(roll: Make, grade: Make) -> None:
    made = roll(*(grade(student=student) for student in ("zoe", "Bob", "ada")))
    assert [row.student for row in made.rows] == ["ada", "Bob", "zoe"]


def test_a_student_who_is_added_again_replaces_the_earlier_one(
    roll: Make, grade: Make, result: Make, wrong: Make
) -> None:
    named = result(Status.FAILED, id="t", seconds=9.0, diagnosis=Diagnosis("sign", "Sign", "Look."))
    made = roll(
        grade(named, result(id="old"), student="ada"),
        grade(result(id="t"), student="bob"),
        grade(result(id="t", seconds=1.0), student="ada"),
    )
    assert len(made.rows) == 2
    columns = {column.test.id: column for column in made.columns}
    assert columns["t"].statuses() == [Status.PASSED, Status.PASSED]
    assert list(columns["t"].seconds) == [1.0, 0.0]
    assert list(columns["t"].diagnoses()) == []
    assert columns["old"].statuses() == [None, None]


def test_tests_of_an_older_suite_stand_where_they_stood_in_it(roll: Make, grade: Make, result: Make) -> None:
    def asked(*ids: str) -> list[Any]:
        return [result(id=one) for one in ids]

    made = roll(
        grade(*asked("a", "b", "d"), student="new"), grade(*asked("first", "a", "b", "c"), student="old")
    )
    assert [column.test.id for column in made.columns] == ["first", "a", "b", "c", "d"]
    statuses = {column.test.id: column.statuses() for column in made.columns}
    assert statuses["d"] == [Status.PASSED, None]
    assert statuses["c"] == [None, Status.PASSED]


def test_a_broken_test_is_not_taken(roll: Make, grade: Make, result: Make) -> None:
    made = roll(grade(result(Status.BROKEN, id="a"), result(id="b")))
    assert [column.statuses() for column in made.columns] == [[None], [Status.PASSED]]


def test_points_are_shares_so_that_a_test_may_change_its_weight(
    roll: Make, grade: Make, result: Make
) -> None:
    made = roll(
        grade(result(id="a", possible=4.0), student="new"),
        grade(result(id="a", possible=1.0, earned=0.5), student="old"),
    )
    (column,) = made.columns
    assert list(column.shares) == [1.0, 0.5]
    assert column.lost(1) == 2.0


def test_times_that_are_not_known_are_left_out(roll: Make, grade: Make) -> None:
    at = [datetime(2025, 3, day, tzinfo=UTC) for day in (3, 1)]
    infos = [grade(student=f"s{day.day}", received_at=day) for day in at]
    made = roll(*infos, grade(student="nobody knows", received_at=None))
    assert made.received == sorted(at)


@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(1970, 1, 1)])
def test_a_time_that_no_clock_shows_is_not_known(roll: Make, grade: Make, moment: datetime) -> None:
    assert roll(grade(received_at=moment.replace(tzinfo=UTC))).received == []


def test_a_student_takes_less_than_a_kilobyte(classroom: ModuleType) -> None:
    """10,000 students with 26 tests each: less than 10 MB, rows included."""
    list(classroom.classroom(seed=1, students=5))  # what is loaded once
    students = 1000
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        made = ClassSummary()
        for one in classroom.classroom(seed=1, students=students):
            made.add(one)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(made.rows) == students
    assert taken / students < 1024


def test_the_class_page_needs_no_numpy() -> None:
    code = "import sys, grader.reports.index; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
