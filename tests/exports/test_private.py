"""The Gradescope zip holds the hidden tests, the reference and the secret: it is for its owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import find_course, load_assignment
from grader.exports import ExportRequest, export
from grader.exports.files import write


@pytest.fixture(autouse=True, params=[0o000, 0o022], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_zip_is_for_its_owner_alone_also_in_the_place_of_an_older_one(
    course: Path, tmp_path: Path
) -> None:
    found = find_course(course)
    out = tmp_path / "autograder.zip"
    out.touch(0o644)
    export("gradescope", ExportRequest(found, load_assignment(found, "tiny"), iter(()), out))
    assert out.read_bytes()[:2] == b"PK"
    assert mode(out) == 0o600


def test_other_exports_are_as_the_umask_says(tmp_path: Path, umask: int) -> None:
    write(tmp_path / "grades.csv", "student,score\n")
    assert mode(tmp_path / "grades.csv") == 0o666 & ~umask
