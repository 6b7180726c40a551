from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.gradebook import Gradebook
from grader.model import Extension, Review
from grader.workflow import Standings
from tests.workflow.conftest import Load

DUE = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LATE = "due = 2026-03-01T00:00:00Z\nlate = {percent_per_day = 50}"


def finals(standings: Standings) -> list[tuple[str, float | None]]:
    return [(one.info.student, one.final) for one in standings.all()]


def test_everyone_stands_where_policies_and_decisions_put_them(
    keep, policy, loaded: Load, book: Gradebook
) -> None:
    policy(LATE)
    for student in ("ada", "bob", "carol"):
        keep(student, received_at=DUE + (timedelta() if student == "ada" else DAY))
    book.decisions.add("tiny", "carol", Extension(DUE + DAY, "ill", "prof", DUE))
    standings = Standings(*loaded(), book)
    assert finals(standings) == [("ada", 6.0), ("bob", 3.0), ("carol", 6.0)]
    bob = standings.of("bob")
    assert bob is not None
    assert bob.final == 3.0
    assert standings.of("zoe") is None


def test_the_last_submission_counts(keep, loaded: Load, book: Gradebook) -> None:
    keep("ada", text="first")
    keep("ada", "test_total", text="second")
    assert finals(Standings(*loaded(), book)) == [("ada", 3.0)]


def test_a_budget_is_drawn_on_in_the_order_of_due_times(
    keep, policy, loaded: Load, book: Gradebook, course: Path
) -> None:
    policy(LATE)
    settings = course / "pyproject.toml"
    settings.write_text(settings.read_text() + "late_days = 1\n")
    keep("ada", received_at=DUE + DAY)
    keep("bob", received_at=DUE + DAY)
    for folder in ("assignments", "solutions", "autograder_tests"):
        shutil.copytree(course / folder / "tiny", course / folder / "before")
    toml = course / "assignments/before/assignment.toml"
    toml.write_text(toml.read_text().replace("2026-03-01", "2026-02-01"))
    assert finals(Standings(*loaded(), book)) == [("ada", 6.0), ("bob", 6.0)]
    [late] = book.attempts("tiny", "ada")
    info = replace(late.info, assignment="before", received_at=datetime(2026, 2, 2, tzinfo=UTC))
    book.record(book.begin_run("before", "", late.isolation, {}), replace(late, info=info))
    assert finals(Standings(*loaded(), book)) == [("ada", 3.0), ("bob", 6.0)]


def test_a_look_holds_until_something_new_asks_for_another(keep, loaded: Load, book: Gradebook) -> None:
    keep("ada", text="first", unreadable=True)
    standings = Standings(*loaded(), book)
    assert [one.needs_review for one in standings.all()] == [True]
    book.decisions.add("tiny", "ada", Review(False, "seen", "prof", datetime.now(UTC)))
    assert [one.needs_review for one in standings.all()] == [False]
    keep("ada", text="second", unreadable=True)
    assert [one.needs_review for one in standings.all()] == [True]
    keep("ada", text="third")
    assert [one.needs_review for one in standings.all()] == [False]


def test_what_a_person_asked_for_is_asked_for_until_someone_has_looked(
    keep, loaded: Load, book: Gradebook
) -> None:
    keep("ada", text="first")
    book.decisions.add("tiny", "ada", Review(True, "copied?", "prof", datetime.now(UTC)))
    keep("ada", text="second")
    assert [one.needs_review for one in Standings(*loaded(), book).all()] == [True]


def test_an_unreadable_submission_asks_for_a_look_although_an_earlier_one_counts(
    keep, loaded: Load, book: Gradebook
) -> None:
    keep("ada", text="first")
    book.decisions.add("tiny", "ada", Review(False, "seen", "prof", datetime.now(UTC)))
    keep("ada", text="second", unreadable=True)
    assert [one.needs_review for one in Standings(*loaded(), book).all()] == [True]
