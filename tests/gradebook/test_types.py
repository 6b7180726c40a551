from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from grader.gradebook import Gradebook
from grader.gradebook.types import Instant, Text
from grader.model import Isolation

DIALECT = sqlite.dialect()


@pytest.mark.parametrize("text", ["", "a", "\0", "a\0b", "␀", "␀0", "␀\0␀␀0\0", "back\\slash", "\x1b[0m🎓"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    kept = Text().process_bind_param(text, DIALECT)
    assert Text().process_result_value(kept, DIALECT) == text


@pytest.mark.parametrize("text", ["\0", "a\0b", "\0␀"])
def test_no_nul_reaches_the_database(text: str) -> None:
    assert "\0" not in str(Text().process_bind_param(text, DIALECT))


def test_an_ordinary_text_is_kept_as_it_is() -> None:
    assert Text().process_bind_param("naïve\n\\0 🎓", DIALECT) == "naïve\n\\0 🎓"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), DIALECT)


def test_times_are_kept_in_utc_for_other_programs_to_read(tmp_path: Path) -> None:
    with Gradebook.open(f"sqlite:///{tmp_path / 'g.db'}") as book:
        run = book.begin_run("losses", "f", Isolation("none"), {})
    with closing(sqlite3.connect(tmp_path / "g.db")) as connection:
        [(started,)] = connection.execute("SELECT started_at FROM runs WHERE id = ?", (run,))
    assert abs(datetime.fromisoformat(started).replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
