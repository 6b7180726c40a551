from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.model import Adjustment, Extension, Review
from grader.workflow import Pages, decide
from tests.workflow.conftest import Load

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MORE = Adjustment("scale", 1.5, "nearly", "prof", NOW)


def test_a_decision_is_kept_and_counts_at_once(keep, loaded: Load, book: Gradebook, out: Path) -> None:
    keep("ada", "test_scale")
    grade = decide(*loaded(), book, "ada", MORE, out=out)
    assert grade is not None
    assert (grade.raw, grade.final, grade.adjustments) == (4.0, 5.5, (MORE,))
    assert book.decisions.about("tiny", "ada").all == (MORE,)


def test_pages_that_are_there_are_brought_up_to_date(keep, loaded: Load, book: Gradebook, out: Path) -> None:
    keep("ada", "test_scale")
    keep("bob")
    Pages(*loaded(), book, out).write("ada")
    before = (out / "students/ada.html").read_text()
    decide(*loaded(), book, "ada", MORE, out=out)
    assert (out / "students/ada.html").read_text() != before
    assert "5.5" in (out / "index.html").read_text()
    decide(*loaded(), book, "bob", MORE, out=out)
    assert not (out / "students/bob.html").exists()


def test_an_extension_may_come_before_a_submission(keep, loaded: Load, book: Gradebook, out: Path) -> None:
    extension = Extension(NOW, "ill", "prof", NOW)
    assert decide(*loaded(), book, "ada", extension, out=out) is None
    assert book.decisions.about("tiny", "ada").extension == extension
    assert not out.exists()


@pytest.mark.parametrize("decision", [MORE, Review(True, "", "prof", NOW)])
def test_nothing_else_may(keep, loaded: Load, book: Gradebook, out: Path, decision) -> None:
    with pytest.raises(UsageError, match="no student `ada` in the assignment `tiny`"):
        decide(*loaded(), book, "ada", decision, out=out)
    assert book.decisions.about("tiny", "ada").all == ()


def test_an_unknown_task_is_refused_with_the_nearest(keep, loaded: Load, book: Gradebook, out: Path) -> None:
    keep("ada")
    for task, advice in (("scal", "Did you mean `scale`?"), ("other", "Its tasks are: total, scale, words.")):
        with pytest.raises(UsageError) as caught:
            decide(*loaded(), book, "ada", Adjustment(task, 1, "", "prof", NOW), out=out)
        assert caught.value.advice == advice
    assert book.decisions.about("tiny", "ada").all == ()
