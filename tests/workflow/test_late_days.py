"""A change in one assignment, and what it does to later ones by the budget of late days."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course import load_assignment
from grader.gradebook import Gradebook
from grader.model import Extension
from grader.workflow import LateDayImpact, Pages, ScoreChange, decide, publish, shifts
from tests.workflow.conftest import Load

DUE = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LATE = "due = 2026-03-01T00:00:00Z\nlate = {percent_per_day = 50}"


@pytest.fixture
def two(keep, policy, loaded, book: Gradebook, course: Path):
    """`tiny` and, due a month later, `after`: ada came a day late to both, with one late day to take."""
    policy(LATE)
    settings = course / "pyproject.toml"
    settings.write_text(settings.read_text() + "late_days = 1\n")
    keep("ada", received_at=DUE + DAY)
    for folder in ("assignments", "solutions", "autograder_tests"):
        shutil.copytree(course / folder / "tiny", course / folder / "after")
    toml = course / "assignments/after/assignment.toml"
    toml.write_text(toml.read_text().replace("2026-03-01", "2026-04-01"))
    found, tiny = loaded()
    after = load_assignment(found, "after")
    [late] = book.attempts("tiny", "ada")
    info = replace(late.info, assignment="after", received_at=datetime(2026, 4, 2, tzinfo=UTC))
    book.record(book.begin_run("after", "", late.isolation, {}), replace(late, info=info))
    return found, tiny, after


def test_an_extension_frees_a_day_for_a_later_assignment_and_its_page_says_so(two, book, out: Path) -> None:
    course, tiny, after = two
    pages = course.root / "reports/after"
    Pages(course, after, book, pages).write("ada")
    assert "3 <span>of 6" in (pages / "students/ada.html").read_text()
    later = LateDayImpact(course, tiny, book)
    before = later.finals("ada")
    decide(course, tiny, book, "ada", Extension(DUE + DAY, "ill", "prof", DUE), out=out)
    changed = shifts("ada", before, later.finals("ada"))
    assert changed == [ScoreChange("ada", "after", 3.0, 6.0)]
    later.refresh(changed)
    assert "6 <span>of 6" in (pages / "students/ada.html").read_text()


def test_what_changes_nothing_there_is_no_shift(two, book, out: Path) -> None:
    course, tiny, after = two
    for assignment, known in ((tiny, {"after": 3.0}), (after, {})):
        later = LateDayImpact(course, assignment, book)
        before = later.finals("ada")
        assert before == known
        decide(course, assignment, book, "ada", Extension(DUE, "no", "prof", DUE), out=out)
        assert shifts("ada", before, later.finals("ada")) == []


def test_a_course_without_late_days_looks_at_nothing_else(
    keep, loaded: Load, book: Gradebook, course: Path
) -> None:
    keep("ada")
    (course / "assignments/broken").mkdir()
    (course / "assignments/broken/assignment.toml").write_text("nonsense")
    assert LateDayImpact(*loaded(), book).finals("ada") == {}


def test_publishing_brings_the_pages_of_later_assignments_up_to_date(two, keep, book, out: Path) -> None:
    course, tiny, after = two
    pages = course.root / "reports/after"
    Pages(course, after, book, pages).write("ada")
    failed = ("test_total", "test_scale", "test_answer")
    keep("ada", *failed, suite="new", received_at=DUE + DAY)  # without points a late day gains nothing
    assert publish(course, tiny, book, by="prof", out=out) == ("ada",)
    assert "6 <span>of 6" in (pages / "students/ada.html").read_text()
