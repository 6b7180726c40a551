"""What is for its owner alone is so whatever the umask, and is made so where it was not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.private import make_private
from grader.course.secret import course_secret


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@pytest.fixture(autouse=True)
def _no_secret_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_SECRET", raising=False)


def test_a_secret_is_made_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    course_secret(tmp_path)
    assert mode(tmp_path / ".grader-secret") == 0o600


@pytest.mark.parametrize("wide", [0o644, 0o640, 0o666, 0o604])
def test_a_secret_that_others_could_read_is_closed_when_it_is_used(tmp_path: Path, wide: int) -> None:
    secret = tmp_path / ".grader-secret"
    secret.write_text("copied from another machine\n")
    secret.chmod(wide)
    assert course_secret(tmp_path) == b"copied from another machine"
    assert mode(secret) == 0o600


def test_what_its_owner_may_not_do_stays_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o444)
    make_private(tmp_path / "file")
    assert mode(tmp_path / "file") == 0o400


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    make_private(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []
