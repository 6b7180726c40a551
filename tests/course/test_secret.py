from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.course.secret import course_secret
from grader.errors import CourseError


@pytest.fixture(autouse=True)
def _no_secret_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_SECRET", raising=False)


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    secret = course_secret(tmp_path)
    assert len(bytes.fromhex(secret.decode())) == 32
    assert course_secret(tmp_path) == secret
    assert [file.name for file in tmp_path.iterdir()] == [".grader-secret"]


def test_the_secret_file_is_for_its_owner_only(tmp_path: Path) -> None:
    course_secret(tmp_path)
    assert (tmp_path / ".grader-secret").stat().st_mode & 0o777 == 0o600


def test_two_courses_have_two_secrets(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert course_secret(tmp_path) != course_secret(tmp_path / "other")


def test_the_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_SECRET", "from outside")
    assert course_secret(tmp_path) == b"from outside"
    assert list(tmp_path.iterdir()) == []


def test_the_file_s_text_in_the_environment_is_the_same_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = course_secret(tmp_path)
    monkeypatch.setenv("GRADER_SECRET", (tmp_path / ".grader-secret").read_text())
    assert course_secret(tmp_path) == secret


def test_many_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: course_secret(tmp_path), range(64)))) == 1
    assert [file.name for file in tmp_path.iterdir()] == [".grader-secret"]


def test_a_folder_that_cannot_be_written_is_told_of_the_variable(read_only: Path) -> None:
    with pytest.raises(CourseError, match=r"\.grader-secret: .*Permission denied\n.*GRADER_SECRET"):
        course_secret(read_only)


def test_an_empty_secret_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".grader-secret").touch()
    with pytest.raises(CourseError, match="is empty; delete it"):
        course_secret(tmp_path)
