from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.schema import people, submissions
from grader.model import (
    Diagnosis,
    Frame,
    Grade,
    Isolation,
    Observation,
    Receipt,
    Seen,
    Status,
    TestResult,
    Visibility,
)

MakeGrade = Callable[..., Grade]

points = st.floats(allow_nan=False, allow_infinity=False)
offsets = st.builds(timezone, st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=offsets | st.just(UTC))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | points | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
texts = st.lists(st.text(), max_size=3).map(tuple)
frames = st.builds(Frame, st.text(), st.integers(1, 10**6), st.text(), st.text())
observations = st.builds(
    Observation,
    st.sampled_from(Seen),
    st.text(),
    st.dictionaries(st.text(), plain, max_size=3),
    st.lists(frames, max_size=2).map(tuple),
)
test_results = st.builds(
    TestResult,
    id=st.text(),
    title=st.text(),
    task=st.text(),
    status=st.sampled_from(Status),
    earned=points,
    possible=points,
    seconds=points,
    observed=st.none() | observations,
    diagnosis=st.none() | st.builds(Diagnosis, st.text(), st.text(), st.text()),
    visibility=st.sampled_from(Visibility),
)
receipts = st.builds(
    Receipt, st.text(), st.text(), st.text(), st.none() | instants, oddities=texts, unreadable=st.booleans()
)
some_grades = st.builds(
    Grade,
    receipt=receipts,
    key=st.text(),
    results=st.lists(test_results, max_size=4).map(tuple),
    raw=points,
    possible=points,
    final=st.none() | points,
    isolation=st.builds(Isolation, st.text(), texts),
    versions=st.dictionaries(st.text(), st.text(), max_size=3),
    graded_at=instants,
    seconds=points,
    output=st.text(),
    needs_review=st.booleans(),
)

KERNEL = Isolation("kernel")


@pytest.fixture(scope="module")
def full() -> Iterator[tuple[Gradebook, int, Iterator[int]]]:
    """A gradebook that fills with every example, and numbers that keep their keys apart."""
    with Gradebook.open("sqlite://") as book:
        yield book, book.begin_run("losses", "f", KERNEL, {}), itertools.count()


@settings(deadline=None)
@given(grade=some_grades)
def test_a_grade_comes_back_exactly_as_it_was(
    full: tuple[Gradebook, int, Iterator[int]], grade: Grade
) -> None:
    book, run, numbers = full
    grade = replace(grade, key=f"{next(numbers)} {grade.key}")
    book.record(run, grade)
    back = book.grade(grade.receipt.assignment, grade.receipt.student, grade.key)
    assert back == grade
    assert back.graded_at.utcoffset() == timedelta(0)


def test_the_results_keep_their_order(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    grade = make_grade("ada")
    results = tuple(replace(grade.results[0], id=id_) for id_ in "cabed")
    book.record(run, replace(grade, results=results))
    assert [result.id for result in book.grade("losses", "ada", "k1").results] == list("cabed")


def test_the_same_grade_again_changes_nothing(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    first = make_grade("ada")
    book.record(run, first)
    book.record(run, replace(first, raw=0.0, output="again"))
    assert book.grade("losses", "ada", "k1") == first
    assert list(book.current("losses")) == [first]


def test_a_broken_grade_is_superseded_under_the_same_key(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    book.record(run, make_grade("ada", status=Status.BROKEN))
    sound = make_grade("ada")
    book.record(run, sound)
    assert book.grade("losses", "ada", "k1") == sound
    assert list(book.current("losses")) == [sound]


def test_a_later_broken_grade_does_not_replace_a_sound_one(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    sound = make_grade("ada", status=Status.FAILED)
    book.record(run, sound)
    book.record(run, make_grade("ada", "k2", status=Status.BROKEN))
    assert list(book.current("losses")) == [sound]
    assert book.grade("losses", "ada", "k2").broken


def test_a_later_sound_grade_replaces_a_sound_one(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    book.record(run, make_grade("ada"))
    later = make_grade("ada", "k2", status=Status.FAILED)
    book.record(run, later)
    assert list(book.current("losses")) == [later]


def test_of_broken_grades_alone_the_latest_is_current(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    book.record(run, make_grade("ada", status=Status.BROKEN))
    later = make_grade("ada", "k2", status=Status.BROKEN)
    book.record(run, later)
    assert list(book.current("losses")) == [later]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.BROKEN])
def test_a_submission_with_any_sound_grade_is_graded(
    book: Gradebook, run: int, make_grade: MakeGrade, status: Status
) -> None:
    book.record(run, make_grade("ada", status=status))
    assert book.is_graded("losses", "ada", "k1")


def test_a_submission_is_not_graded_by_something_else(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    assert not book.is_graded("losses", "ada", "k1")
    book.record(run, make_grade("ada"))
    assert not book.is_graded("losses", "ada", "k2")
    assert not book.is_graded("losses", "bob", "k1")
    assert not book.is_graded("backprop", "ada", "k1")
    book.record(run, make_grade("bob", status=Status.BROKEN))
    assert not book.is_graded("losses", "bob", "k1")


def test_a_grade_that_is_not_there_is_said_by_name(book: Gradebook) -> None:
    with pytest.raises(GradebookError, match="no grade of `ada` for `losses` under the key `k1`"):
        book.grade("losses", "ada", "k1")


def test_current_grades_come_by_student_and_from_one_assignment(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    for student in ("bob", "ada", "zoe"):
        book.record(run, make_grade(student))
    book.record(run, make_grade("eve", assignment="backprop"))
    assert [grade.receipt.student for grade in book.current("losses")] == ["ada", "bob", "zoe"]


def test_grades_can_be_recorded_while_others_are_read(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    for student in ("ada", "bob"):
        book.record(run, make_grade(student))
    for grade in book.current("losses"):
        book.record(run, make_grade(grade.receipt.student, "k2"))
    assert [grade.key for grade in book.current("losses")] == ["k2", "k2"]


def test_the_same_files_handed_in_at_another_time_are_another_submission(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    early = make_grade("ada")
    receipt = replace(early.receipt, received_at=datetime(2026, 5, 1, tzinfo=UTC))
    late = replace(early, key="k2", receipt=receipt)
    book.record(run, early)
    book.record(run, late)
    assert book.grade("losses", "ada", "k1") == early
    assert book.grade("losses", "ada", "k2") == late


def test_a_gradebook_in_a_file_is_still_there_when_opened_again(
    tmp_path_factory: pytest.TempPathFactory, make_grade: MakeGrade
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('book') / '100% mine.db'}"
    with Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {"numpy": "2"})
        book.record(run, make_grade("ada"))
        book.finish_run(run)
    with Gradebook.open(url) as book:
        assert list(book.current("losses")) == [make_grade("ada")]
        assert book.begin_run("losses", "f", KERNEL, {}) == run + 1


def test_a_grade_of_a_run_that_never_began_is_refused(book: Gradebook, make_grade: MakeGrade) -> None:
    with pytest.raises(GradebookError, match="FOREIGN KEY"):
        book.record(99, make_grade("ada"))
    assert list(book.current("losses")) == []


def test_grades_come_back_with_the_latest_name_and_address(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    for student in ("ada", "bob"):
        book.record(run, make_grade(student))
    book.remember("losses", {"ada": ("Ada L.", "")})
    book.remember("losses", {"ada": ("Ada Lovelace", "ada@example.edu")})
    ada, bob = (grade.receipt for grade in book.current("losses"))
    assert (ada.name, ada.email) == ("Ada Lovelace", "ada@example.edu")
    assert (bob.name, bob.email) == ("", "")


def test_a_name_is_known_in_the_assignment_it_was_told_for(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    book.remember("networks", {"ada": ("Ada Lovelace", "")})
    book.record(run, make_grade("ada"))
    assert [grade.receipt.name for grade in book.current("losses")] == [""]


def test_a_name_that_is_known_already_is_not_kept_again(book: Gradebook) -> None:
    for name in ("Ada", "Ada", "Lovelace", "Lovelace", "Ada"):
        book.remember("losses", {"ada": (name, "")})
    with book._reading() as connection:
        kept = connection.scalars(select(people.c.name).order_by(people.c.id)).all()
    assert kept == ["Ada", "Lovelace", "Ada"]


def test_a_name_makes_no_other_submission_of_the_same_files(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    grade = make_grade("ada")
    book.record(run, grade)
    named = replace(grade.receipt, name="Ada Lovelace", email="ada@example.edu")
    book.record(run, replace(grade, key="k2", receipt=named))
    with book._reading() as connection:
        assert len(connection.execute(select(submissions)).all()) == 1
