from __future__ import annotations

import tomllib
from collections.abc import Callable
from hashlib import sha256

import pytest

from grader.authoring import record
from grader.authoring.handout import Handout, make_handouts
from grader.authoring.release import write
from grader.authoring.starter import FIRST
from grader.course import load_assignment
from grader.grading import Job
from grader.grading.job import fingerprint
from grader.model import Course

Make = Callable[[], Handout]


@pytest.fixture
def make(course: Course) -> Make:
    """The handout as the course's files are at that moment; released once."""

    def make() -> Handout:
        (handout,) = make_handouts(course, [FIRST])
        return handout

    write(make())
    return make


def stale(handout: Handout) -> list[str]:
    return [problem.file for problem in record.out_of_date(handout)]


def test_the_record_holds_the_hash_of_each_reference_and_nothing_that_changes_by_itself(make: Make) -> None:
    folder = make().solutions
    told = tomllib.loads((folder / record.NAME).read_text("utf-8"))
    assert told == {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.py")}
    assert not record.write(make())


def test_a_reference_that_was_released_is_not_named(make: Make) -> None:
    assert stale(make()) == []


def test_each_reference_that_changed_is_named_and_no_other(make: Make) -> None:
    path = make().solutions / "answers.py"
    path.write_text(path.read_text() + "# more\n")
    assert stale(make()) == [f"solutions/{FIRST}/answers.py"]
    assert record.write(make())
    assert stale(make()) == []


def test_a_new_reference_is_named(make: Make) -> None:
    (make().solutions / "extra.py").write_text("x = 1\n")
    assert stale(make()) == [f"solutions/{FIRST}/extra.py"]


def test_a_missing_record_is_named_itself(make: Make) -> None:
    (make().solutions / record.NAME).unlink()
    (problem,) = record.out_of_date(make())
    assert problem.file == f"solutions/{FIRST}/{record.NAME}"
    assert f"grader release {FIRST}" in problem.message


def test_a_public_test_is_not_on_record_since_its_copy_shows_each_change(make: Make, course: Course) -> None:
    path = course.root / "autograder_tests" / FIRST / "public" / "test_least_squares.py"
    path.write_text(path.read_text("utf-8") + "# more\n")
    assert stale(make()) == []


def test_releasing_changes_nothing_that_grades_are_made_from(make: Make, course: Course) -> None:
    job = Job(course, load_assignment(course, FIRST))
    before = fingerprint(job)
    (make().solutions / record.NAME).write_text("another", "utf-8")
    assert fingerprint(job) == before
    (make().solutions / record.NAME).rename(make().solutions / "released.toml")
    assert fingerprint(job) != before


def test_students_do_not_get_the_record(make: Make) -> None:
    assert not [name for name in make().files if "released" in name]
