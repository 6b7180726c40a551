"""A regrade with real examiners: what it would change is what publishing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.gradebook import Gradebook
from grader.model import Adjustment, Status
from grader.reports import page_name
from grader.workflow import Outcome, Pages, Standings, TestChange, changes, decide, publish
from tests.workflow.conftest import Load

LATE = "due = 2026-03-01T00:00:00Z\nlate = {percent_per_day = 50}"
SCALED = "student.sums.scale(x, 3.0), 3.0 * x"
MISTAKEN = "student.sums.scale(x, 3.0), 3.0 + x"
ADDED = "def total(x):\n    return float(x.sum())\n\n\ndef scale(x, factor):\n    return x + factor\n"
WHEN = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def suite(course: Path) -> Path:
    return course / "autograder_tests/tiny/test_sums.py"


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


@pytest.fixture
def mended(grade: Callable[[], Outcome], hand_in: Callable[..., None], suite: Path) -> Outcome:
    """A class that was graded with a mistake in a test and in the reference alike, and then without."""
    reference = suite.parents[2] / "solutions/tiny/sums.py"
    hand_in("right")
    hand_in("wrong", ADDED)
    rewrite(suite, SCALED, MISTAKEN)
    rewrite(reference, "x * factor", "x + factor")
    grade()
    rewrite(suite, MISTAKEN, SCALED)
    rewrite(reference, "x + factor", "x * factor")
    return grade()


def test_the_diff_tells_exactly_what_publishing_changes(
    mended: Outcome, loaded: Load, book: Gradebook, out: Path
) -> None:
    assert mended.drafts == {"right", "wrong"}
    assert not mended.needs_attention
    decide(*loaded(), book, "wrong", Adjustment("words", -1, "late talk", "prof", WHEN), out=out)
    assert [one.final for one in Standings(*loaded(), book).all()] == [4.0, 5.0]
    foreseen = list(changes(*loaded(), book))
    assert [(one.student, one.before.final, one.after.final, one.gain) for one in foreseen] == [
        ("right", 4.0, 6.0, 2.0),
        ("wrong", 5.0, 3.0, -2.0),
    ]
    assert [[test.test.id for test in one.tests] for one in foreseen] == [["test_sums.py::test_scale"]] * 2
    assert [[test.gain for test in one.tests] for one in foreseen] == [[2.0], [-2.0]]

    page = out / "students" / page_name("right")
    before = page.read_text()
    assert publish(*loaded(), book, by="prof", out=out) == ("right", "wrong")
    assert list(changes(*loaded(), book)) == []
    right, wrong = Standings(*loaded(), book).all()
    assert (right.final, wrong.final) == (6.0, 3.0)
    assert [one.comment for one in wrong.adjustments] == ["late talk"]
    assert page.read_text() != before


def test_a_test_that_breaks_replaces_no_grade_and_makes_no_draft(
    grade: Callable[[], Outcome], hand_in, loaded: Load, book: Gradebook, suite: Path
) -> None:
    hand_in("right")
    grade()
    rewrite(suite, SCALED, MISTAKEN)  # and the reference does not follow: the test is broken for everyone
    outcome = grade()
    assert list(outcome.broken) == ["test_sums.py::test_scale"]
    assert (outcome.kept, outcome.drafts) == (("right",), set())
    assert outcome.needs_attention
    [standing] = Standings(*loaded(), book).all()
    assert (standing.final, standing.results[1].status) == (6.0, Status.PASSED)
    assert list(changes(*loaded(), book)) == []


def test_a_regrade_of_files_that_were_copied_later_is_not_late(
    keep, policy, loaded: Load, book: Gradebook
) -> None:
    policy(LATE)
    keep("ada", "test_total", suite="old", received_at=WHEN)
    keep("ada", suite="new", received_at=LATER)
    [change] = changes(*loaded(), book)
    assert (change.before.final, change.after.final, change.after.lateness) == (3.0, 6.0, None)
    book.publish("tiny", "prof")
    [standing] = Standings(*loaded(), book).all()
    assert standing.final == 6.0


def test_the_drafts_of_two_submissions_make_one_change(keep, policy, loaded: Load, book: Gradebook) -> None:
    policy('attempts = "best"')
    for text, before, after in (("first", ["test_total"], []), ("second", ["test_scale"], ["test_answer"])):
        keep("ada", *before, text=text, suite="old")
        keep("ada", *after, text=text, suite="new")
    [change] = changes(*loaded(), book)
    assert (change.before.final, change.after.final) == (4.0, 6.0)
    assert [test.test.id for test in change.tests] == ["test_scale"]
    assert publish(*loaded(), book, by="prof", out=loaded()[0].root / "pages") == ("ada",)
    [standing] = Standings(*loaded(), book).all()
    assert standing.final == change.after.final


def test_a_draft_of_a_submission_that_does_not_count_changes_nothing(
    keep, loaded: Load, book: Gradebook
) -> None:
    keep("ada", "test_total", text="first", suite="old")
    keep("ada", text="first", suite="new")
    keep("ada", "test_answer", text="second", suite="new")
    [change] = changes(*loaded(), book)
    assert (change.gain, change.tests) == (0.0, ())


def test_a_test_that_is_gone_takes_its_points_with_it(keep, loaded: Load, book: Gradebook) -> None:
    keep("ada", suite="old")
    keep("ada", "test_scale", suite="new")
    [change] = changes(*loaded(), book)
    gone = TestChange(change.tests[0].before, None)
    new = TestChange(None, change.tests[0].before)
    assert (gone.gain, new.gain) == (-2.0, 2.0)
    assert gone.test == new.test == change.tests[0].before


def test_nothing_is_written_where_there_is_no_draft(keep, loaded: Load, book: Gradebook, out: Path) -> None:
    keep("ada")
    assert publish(*loaded(), book, by="prof", out=out) == ()
    assert not out.exists()


def test_publishing_again_mends_pages_that_an_interruption_left_behind(
    mended: Outcome, loaded: Load, book: Gradebook, out: Path
) -> None:
    page = out / "students" / page_name("right")
    before = page.read_text()
    book.publish("tiny", "prof")  # as if the command had been killed here
    assert publish(*loaded(), book, by="prof", out=out) == ()
    assert page.read_text() != before


def test_the_pages_can_be_written_from_the_gradebook_alone(
    mended: Outcome, loaded: Load, book: Gradebook, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert Pages(*loaded(), book, elsewhere).write_all() == elsewhere / "index.html"
    assert sorted(page.name for page in (elsewhere / "students").iterdir()) == ["right.html", "wrong.html"]
