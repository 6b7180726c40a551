from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from grader import grading
from grader.course import find_course, load_assignment
from grader.engines.dask_parcel import Terms, pack, rebased, unpack
from grader.grading import Job


@pytest.fixture
def terms(course: Path) -> Callable[[], Terms]:
    def terms() -> Terms:
        found = replace(find_course(course), gradebook="postgresql://me:password@database/grades")
        return Terms(Job(found, load_assignment(found, "tiny")), ("python", "-m", "x"), 60.0, {"numpy": "1"})

    return terms


def test_the_files_and_the_terms_arrive(terms: Callable[[], Terms], tmp_path: Path) -> None:
    sent = terms()
    told = unpack(pack(sent), tmp_path / "there")
    there = rebased(told.job, tmp_path / "there")
    course = replace(sent.job.course, gradebook="")
    assert told == replace(sent, job=replace(sent.job, course=course))
    assert there.assignment.suite == tmp_path / "there/autograder_tests/tiny"
    assert (there.assignment.suite / "public/test_public.py").is_file()
    assert (there.assignment.solutions / "sums.py").is_file()
    assert (there.assignment.handout / "assignment.toml").is_file()
    assert there.course.root == tmp_path / "there"


def test_grades_have_the_same_key_there(terms: Callable[[], Terms], tmp_path: Path) -> None:
    told = unpack(pack(terms()), tmp_path / "there")
    there = rebased(told.job, tmp_path / "there")
    assert grading.fingerprint(there) == grading.fingerprint(terms().job)
    (there.assignment.solutions / "sums.py").write_text("")
    assert grading.fingerprint(there) != grading.fingerprint(terms().job)


def test_nothing_else_of_the_course_is_shipped(terms: Callable[[], Terms], course: Path) -> None:
    sent = terms()
    for name in (
        "solutions/tiny/__pycache__/sums.pyc",
        "solutions/tiny/.ipynb_checkpoints/x.py",
        ".grader-secret",
    ):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("left behind")
    (course / "solutions/other").mkdir()
    (course / "solutions/other/sums.py").write_text("another assignment's")
    parcel = pack(sent)
    with ZipFile(io.BytesIO(parcel)) as archive:
        assert sorted(archive.namelist()) == [
            "assignments/tiny/assignment.toml",
            "autograder_tests/tiny/public/test_public.py",
            "autograder_tests/tiny/test_sums.py",
            "solutions/tiny/sums.py",
            "solutions/tiny/words.py",
            "terms.json",
        ]
        assert not any(b"password" in archive.read(name) for name in archive.namelist())


def test_the_secret_is_not_left_in_a_file(terms: Callable[[], Terms], tmp_path: Path) -> None:
    sent = terms()
    assert unpack(pack(sent), tmp_path / "there").job.course.secret == sent.job.course.secret
    files = [path for path in (tmp_path / "there").rglob("*") if path.is_file()]
    assert files
    assert not any(sent.job.course.secret in path.read_bytes() for path in files)
