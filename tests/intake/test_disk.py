from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from grader.intake.disk import modified, moment, read_regular


def test_no_more_is_read_than_asked_for(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 3) == b"123"
    assert read_regular(tmp_path / "a", 9) == b"12345"


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("/etc/passwd")])
def test_only_regular_files_are_read(tmp_path, make):
    make(tmp_path / "odd")
    with pytest.raises(OSError, match=r"regular|symbolic"):
        read_regular(tmp_path / "odd", 1)


def test_the_newest_change_counts(tmp_path):
    for name, seconds in (("a", 5), ("b", 7), ("c", 6)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (seconds, seconds))
    assert modified(sorted(tmp_path.iterdir())) == 7_000_000_000


def test_what_is_gone_has_no_date(tmp_path):
    assert modified([tmp_path / "gone"]) is None
    assert moment(None) is None


def test_a_moment_is_in_utc():
    assert moment(86_400 * 10**9) == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("nanoseconds", [10**24, -(10**24), 10**40])
def test_a_date_beyond_the_calendar_is_no_date(nanoseconds):
    assert moment(nanoseconds) is None
