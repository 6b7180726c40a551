from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from grader.errors import GradebookError
from grader.gradebook import Draft, Gradebook
from grader.gradebook.schema import people, submissions
from grader.model import (
    Adjustment,
    Cell,
    Diagnosis,
    Extension,
    Grade,
    Isolation,
    Notebook,
    Review,
    Status,
    SubmissionInfo,
    TestResult,
    Visibility,
)
from grader.observations import Known, Observation, Unknown, to_row
from tests.gradebook.conftest import POSTGRES

MakeGrade = Callable[..., Grade]
Current = Callable[[Gradebook], list[Grade]]

points = st.floats(allow_nan=False, allow_infinity=False)
offsets = st.builds(timezone, st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=offsets | st.just(UTC))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | points | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
texts = st.lists(st.text(), max_size=3).map(tuple)
rows = st.fixed_dictionaries(
    {
        "version": st.just(3),  # of the future
        "kind": st.text(),
        "subject": st.text(),
        "details": st.dictionaries(st.text(), plain, max_size=3),
    }
)


def is_finite(observation: Observation) -> bool:
    """Whether JSON can hold it."""
    try:
        json.dumps(to_row(observation), allow_nan=False, default=dict)
    except ValueError:
        return False
    return True


observations = st.one_of(*map(st.from_type, get_args(Known))).filter(is_finite) | st.builds(Unknown, rows)
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
infos = st.builds(
    SubmissionInfo,
    st.text(),
    st.text(),
    st.text(),
    st.none() | instants,
    warnings=texts,
    unreadable=st.booleans(),
)
some_grades = st.builds(
    Grade,
    info=infos,
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


@pytest.fixture(params=["sqlite", POSTGRES])
def full(request: pytest.FixtureRequest) -> Iterator[tuple[Gradebook, int, Iterator[int]]]:
    """A gradebook that fills with every example, and numbers that keep their keys apart."""
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("emptied")
    with Gradebook.open(url) as book:
        yield book, book.begin_run("losses", "f", KERNEL, {}), itertools.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(grade=some_grades)
def test_a_grade_comes_back_exactly_as_it_was(
    full: tuple[Gradebook, int, Iterator[int]], grade: Grade
) -> None:
    book, run, numbers = full
    number = next(numbers)
    info = replace(grade.info, content_hash=f"{number}")
    grade = replace(grade, info=info, key=f"{number} {grade.key}")
    book.record(run, grade)
    attempts = book.attempts(info.assignment, info.student)
    [back] = [one for one in attempts if one.info.content_hash == info.content_hash]
    assert back == grade
    assert back.graded_at.utcoffset() == timedelta(0)


def test_the_results_keep_their_order(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    grade = make_grade("ada")
    results = tuple(replace(grade.results[0], id=id_) for id_ in "cabed")
    book.record(run, replace(grade, results=results))
    (kept,) = book.attempts("losses", "ada")
    assert [result.id for result in kept.results] == list("cabed")


def test_the_same_grade_again_changes_nothing(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    first = make_grade("ada")
    book.record(run, first)
    book.record(run, replace(first, raw=0.0, output="again"))
    assert book.attempts("losses", "ada") == (first,)
    assert not book.drafted("losses")


def test_a_sound_grade_follows_a_broken_one(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    book.record(run, make_grade("ada", status=Status.BROKEN))
    sound = make_grade("ada")
    book.record(run, sound)
    assert book.attempts("losses", "ada") == (sound,)
    assert not book.drafted("losses")


def test_a_later_broken_grade_does_not_replace_a_sound_one(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    sound = make_grade("ada", status=Status.FAILED)
    book.record(run, sound)
    book.record(run, make_grade("ada", "k2", status=Status.BROKEN))
    assert book.attempts("losses", "ada") == (sound,)
    assert not book.drafted("losses")
    assert book.earlier(sound.info) == sound


def test_another_verdict_on_the_same_files_is_a_draft_until_it_is_published(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    first, later = make_grade("ada"), make_grade("ada", "k2", status=Status.FAILED)
    book.record(run, first)
    book.record(run, later)
    assert book.attempts("losses", "ada") == (first,)
    assert list(book.drafts("losses")) == [Draft(first, later)]
    assert book.drafted("losses") == {"ada"}
    assert book.publish("losses", "grace") == 1
    assert book.attempts("losses", "ada") == (later,)
    assert (list(book.drafts("losses")), book.publish("losses", "grace")) == ([], 0)


def test_drafts_come_in_the_order_of_the_students(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    for student in ("b", "Z", "_a", "a", "B"):
        book.record(run, make_grade(student))
        book.record(run, make_grade(student, "k2", status=Status.FAILED))
    assert [draft.draft.info.student for draft in book.drafts("losses")] == ["B", "Z", "_a", "a", "b"]
    assert book.students("losses") == ("B", "Z", "_a", "a", "b")


def test_the_same_verdict_by_another_suite_needs_nobody(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    later = make_grade("ada", "k2")
    for grade in (make_grade("ada"), later):
        book.record(run, grade)
    assert book.attempts("losses", "ada") == (later,)
    assert not book.drafted("losses")


def test_a_draft_is_gone_when_the_suite_is_what_it_was(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    first = make_grade("ada")
    book.record(run, first)
    book.record(run, make_grade("ada", "k2", status=Status.FAILED))
    assert book.recognize(first.info, "k1")
    assert not book.drafted("losses")
    assert book.recognize(first.info, "k2")
    assert book.drafted("losses") == {"ada"}


def test_other_files_are_another_attempt_and_need_nobody(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    first, second = make_grade("ada"), make_grade("ada", "k2", status=Status.FAILED, files="second files")
    book.record(run, first)
    book.record(run, second)
    assert book.attempts("losses", "ada") == (first, second)
    assert book.recognize(first.info, "k1")
    assert book.attempts("losses", "ada") == (second, first)


def test_of_broken_grades_alone_the_first_is_told(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    first = make_grade("ada", status=Status.BROKEN)
    book.record(run, first)
    book.record(run, make_grade("ada", "k2", status=Status.BROKEN))
    assert [grade.broken for grade in book.attempts("losses", "ada")] == [True]
    assert book.earlier(first.info) is None


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.BROKEN])
def test_a_submission_with_any_sound_grade_is_recognized(
    book: Gradebook, run: int, make_grade: MakeGrade, status: Status
) -> None:
    grade = make_grade("ada", status=status)
    book.record(run, grade)
    assert book.recognize(grade.info, "k1")


def test_a_submission_is_not_recognized_by_something_else(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    ada, bob = make_grade("ada"), make_grade("bob", status=Status.BROKEN)
    assert not book.recognize(ada.info, "k1")
    book.record(run, ada)
    book.record(run, bob)
    assert not book.recognize(ada.info, "k2")
    assert not book.recognize(bob.info, "k1")
    assert not book.recognize(replace(ada.info, assignment="backprop"), "k1")


def test_grades_come_by_student_and_from_one_assignment(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    for student in ("bob", "ada", "zoe"):
        book.record(run, make_grade(student))
    book.record(run, make_grade("eve", assignment="backprop"))
    assert book.students("losses") == ("ada", "bob", "zoe")
    assert book.attempts("losses", "eve") == ()


def test_files_were_received_when_they_came_first(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    grade = make_grade("ada")
    book.record(run, grade)
    for day in (9, 5, 7):
        book.recognize(replace(grade.info, received_at=datetime(2026, 5, day, tzinfo=UTC)), "k1")
    (kept,) = book.attempts("losses", "ada")
    assert kept.info.received_at == datetime(2026, 5, 5, tzinfo=UTC)


def test_notebooks_are_kept_with_their_submission(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    notebook = Notebook("hw.ipynb", ("svm.py",), (Cell("code", "x = '\0'\n"),), {"x": 1})
    grade = make_grade("ada")
    book.record(run, grade, [notebook])
    book.record(run, make_grade("bob"))
    assert book.notebooks(grade.info) == (notebook,)
    assert book.notebooks(make_grade("bob").info) == ()


def test_decisions_stay_and_the_last_one_counts(book: Gradebook) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    made: list[Any] = [
        Adjustment("svm", 2.0, "a fair point", "grace", now),
        Extension(now, "ill", "grace", now),
        Adjustment("svm", -1.0, "", "alan", now),
        Extension(now + timedelta(days=1), "", "grace", now),
        Review(True, "look", "alan", now),
        Review(False, "", "grace", now),
    ]
    for decision in made:
        book.decisions.add("losses", "ada", decision)
    decided = book.decisions.about("losses", "ada")
    assert decided.all == tuple(made)
    assert decided.adjustments == (made[0], made[2])
    assert (decided.extension, decided.review) == (made[3], made[5])
    assert book.decisions.by_student("losses") == {"ada": decided}
    assert book.decisions.about("backprop", "ada").all == ()


def test_the_history_tells_what_happened_in_order(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    book.record(run, make_grade("ada"))
    book.record(run, make_grade("ada", "k2", status=Status.FAILED))
    book.publish("losses", "grace")
    book.decisions.add("losses", "ada", Review(True, "look", "alan", datetime.now(UTC)))
    book.record(run, make_grade("ada", assignment="backprop"))
    kinds = [type(event).__name__ for event in book.history("ada", "losses")]
    assert sorted(kinds) == [
        "DecisionEvent",
        "GradedEvent",
        "GradedEvent",
        "PublishedEvent",
        "PublishedEvent",
    ]
    assert kinds[-1] == "DecisionEvent"
    assert len(book.history("ada")) == len(kinds) + 2
    assert book.history("bob") == ()


def test_a_gradebook_in_a_file_is_still_there_when_opened_again(
    tmp_path_factory: pytest.TempPathFactory, make_grade: MakeGrade
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('book') / '100% mine.db'}"
    with Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {"numpy": "2"})
        book.record(run, make_grade("ada"))
        book.finish_run(run)
    with Gradebook.open(url) as book:
        assert book.attempts("losses", "ada") == (make_grade("ada"),)
        assert book.begin_run("losses", "f", KERNEL, {}) == run + 1


def test_a_grade_of_a_run_that_never_began_is_refused(book: Gradebook, make_grade: MakeGrade) -> None:
    with pytest.raises(GradebookError, match=r"(?i)foreign key"):
        book.record(99, make_grade("ada"))
    assert book.students("losses") == ()


def test_grades_come_back_with_the_latest_name_and_address(
    book: Gradebook, run: int, make_grade: MakeGrade, current: Current
) -> None:
    for student in ("ada", "bob"):
        book.record(run, make_grade(student))
    book.remember("losses", {"ada": ("Ada L.", "")})
    book.remember("losses", {"ada": ("Ada Lovelace", "ada@example.edu")})
    ada, bob = (grade.info for grade in current(book))
    assert (ada.name, ada.email) == ("Ada Lovelace", "ada@example.edu")
    assert (bob.name, bob.email) == ("", "")


def test_a_name_is_known_in_the_assignment_it_was_told_for(
    book: Gradebook, run: int, make_grade: MakeGrade, current: Current
) -> None:
    book.remember("networks", {"ada": ("Ada Lovelace", "")})
    book.record(run, make_grade("ada"))
    assert [grade.info.name for grade in current(book)] == [""]


def test_a_name_that_is_known_already_is_not_kept_again(book: Gradebook) -> None:
    for name in ("Ada", "Ada", "Lovelace", "Lovelace", "Ada"):
        book.remember("losses", {"ada": (name, "")})
    with book._transactions.reading() as connection:
        kept = connection.scalars(select(people.c.name).order_by(people.c.id)).all()
    assert kept == ["Ada", "Lovelace", "Ada"]


def test_a_name_makes_no_other_submission_of_the_same_files(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    grade = make_grade("ada")
    book.record(run, grade)
    named = replace(grade.info, name="Ada Lovelace", email="ada@example.edu")
    book.record(run, replace(grade, key="k2", info=named))
    with book._transactions.reading() as connection:
        assert len(connection.execute(select(submissions)).all()) == 1


def at(grade: Grade, day: int) -> Grade:
    return replace(grade, info=replace(grade.info, received_at=datetime(2026, 5, day, tzinfo=UTC)))


def test_what_was_handed_in_last_is_told_by_the_times(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    late, early = at(make_grade("ada", files="late"), 9), at(make_grade("ada", "k2", files="early"), 5)
    book.record(run, late)
    book.record(run, early)
    assert book.attempts("losses", "ada") == (early, late)
    assert book.recognize(at(early, 11).info, "k2")
    assert book.attempts("losses", "ada") == (late, early)


def test_where_a_time_is_not_known_the_order_of_the_runs_tells(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    late, undated = at(make_grade("ada", files="late"), 9), make_grade("ada", "k2", files="undated")
    book.record(run, late)
    book.record(run, undated)
    assert book.attempts("losses", "ada") == (late, undated)


def test_an_earlier_grade_that_says_the_same_needs_nobody_when_it_is_met_again(
    book: Gradebook, run: int, make_grade: MakeGrade
) -> None:
    first = make_grade("ada")
    book.record(run, first)
    book.record(run, make_grade("ada", "k2"))
    assert book.recognize(first.info, "k1")
    assert not book.drafted("losses")
    assert book.attempts("losses", "ada") == (first,)


def test_a_broken_grade_hides_no_draft(book: Gradebook, run: int, make_grade: MakeGrade) -> None:
    draft = make_grade("ada", "k2", status=Status.FAILED)
    for grade in (make_grade("ada"), draft, make_grade("ada", "k3", status=Status.BROKEN)):
        book.record(run, grade)
    assert [pair.draft for pair in book.drafts("losses")] == [draft]
