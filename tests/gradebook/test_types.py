from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.types import Instant, Text
from grader.model import Adjustment, Cell, Extension, Grade, Isolation, Notebook

DIALECT = sqlite.dialect()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "\0",
        "a\0b",
        "␀",
        "␀0",
        "␀\0␀␀0\0",
        "back\\slash",
        "\x1b[0m🎓",
        "jos\udce9",
        "\ud83d\0",
        "␀udce9",
    ],
)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    kept = Text().process_bind_param(text, DIALECT)
    assert Text().process_result_value(kept, DIALECT) == text


@pytest.mark.parametrize("text", ["\0", "a\0b", "\0␀", "jos\udce9"])
def test_what_no_database_takes_reaches_none(text: str) -> None:
    kept = Text().process_bind_param(text, DIALECT)
    assert kept
    assert "\0" not in kept
    kept.encode()


def test_an_ordinary_text_is_kept_as_it_is() -> None:
    assert Text().process_bind_param("naïve\n\\0 🎓", DIALECT) == "naïve\n\\0 🎓"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), DIALECT)


def test_a_time_keeps_its_microseconds(book: Gradebook) -> None:
    until = datetime(2026, 5, 1, 12, 0, 0, 123457, timezone(timedelta(hours=2)))
    book.decisions.add("losses", "ada", Extension(until, "", "grace", until))
    extension = book.decisions.about("losses", "ada").extension
    assert extension is not None
    assert (extension.until, extension.until.utcoffset()) == (until, timedelta(0))


@pytest.mark.parametrize("points", [math.inf, -math.inf, 1e308, 5e-324, 0.1 + 0.2])
def test_a_number_comes_back_to_the_last_bit(book: Gradebook, points: float) -> None:
    book.decisions.add("losses", "ada", Adjustment("svm", points, "", "grace", NOW))
    (kept,) = book.decisions.about("losses", "ada").adjustments
    assert struct.pack("d", kept.points) == struct.pack("d", points)


def test_nan_is_refused_and_not_taken_for_nothing(book: Gradebook) -> None:
    with pytest.raises(GradebookError, match="NaN is not a number of points"):
        book.decisions.add("losses", "ada", Adjustment("svm", math.nan, "", "grace", NOW))
    assert not book.decisions.about("losses", "ada").all


@pytest.mark.parametrize("name", ["jos\udce9", "a\0b", "␀", "名前"])
def test_a_student_with_an_odd_name_is_found_again(
    book: Gradebook, run: int, make_grade: Callable[..., Grade], name: str
) -> None:
    book.record(run, make_grade(name))
    assert book.students("losses") == (name,)
    assert book.attempts("losses", name) == (make_grade(name),)


def test_a_notebook_with_what_is_no_text_can_be_read_again(
    book: Gradebook, run: int, make_grade: Callable[..., Grade]
) -> None:
    grade = make_grade("ada")
    book.record(run, grade, [Notebook("hw.ipynb", (), (Cell("code", "x = '\ud83d!'"),), {})])
    assert book.notebooks(grade.info) == (Notebook("hw.ipynb", (), (Cell("code", "x = '?!'"),), {}),)


def test_times_are_kept_in_utc_for_other_programs_to_read(tmp_path: Path) -> None:
    with Gradebook.open(f"sqlite:///{tmp_path / 'g.db'}") as book:
        run = book.begin_run("losses", "f", Isolation("none"), {})
    with closing(sqlite3.connect(tmp_path / "g.db")) as connection:
        [(started,)] = connection.execute("SELECT started_at FROM runs WHERE id = ?", (run,))
    assert abs(datetime.fromisoformat(started).replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
