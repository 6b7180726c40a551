"""Faults of the machine: nothing graded is lost, nothing is graded twice, and the rerun completes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRADER = "from grader.cli import main; main()"
STUDENTS = 12
GRADES = """
SELECT student, count(*), sum(final) FROM grades JOIN submissions ON submission = submissions.id
GROUP BY student ORDER BY student
"""
ALL_ONCE = [(f"student-{number:02}", 1, 6.0) for number in range(STUDENTS)]


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    for number in range(STUDENTS):
        student = tmp_path / "class" / f"student-{number:02}"
        student.mkdir(parents=True)
        (student / "sums.py").write_text(
            f"def total(x): return float(x.sum())\ndef scale(x, f): return x * f\n# {number}\n"
        )
        (student / "words.py").write_text("answer = 'b'\n")
    return tmp_path / "class"


def start(course: Path, submissions: Path, *before: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-c", GRADER, "grade", "tiny", str(submissions), "--course", str(course)]
    return subprocess.Popen(
        [*before, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def end(run: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = run.communicate()
    return run.returncode, err


def grades(course: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        return database.execute(GRADES).fetchall()


def test_whatever_is_killed_the_class_is_graded_once_and_whole() -> None:
    """A few runs of the two hundred that the program makes by itself."""
    command = [sys.executable, "-m", "tests.chaos.monkey", "--runs", "3"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 of 3 runs complete with nothing lost" in run.stdout


def test_two_runs_at_once_share_one_gradebook(course: Path, submissions: Path) -> None:
    runs = [start(course, submissions) for _ in range(2)]
    for code, err in map(end, runs):
        assert code == 0, err
    assert grades(course) == ALL_ONCE
    pages = list((course / "reports/tiny").rglob("*.html"))
    assert len(pages) == STUDENTS + 1
    assert all(page.read_text().rstrip().endswith("</html>") for page in pages)
    assert not list((course / "reports").rglob("*.part"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user, or this kernel, mounts nothing")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_stops_the_run_and_more_room_completes_it(
    course: Path, submissions: Path, small_disk: Path
) -> None:
    shutil.copytree(course, small_disk, dirs_exist_ok=True)
    code, err = end(start(small_disk, submissions))
    assert code == 2
    assert "disk" in err or "space" in err
    before = grades(small_disk) if (small_disk / "gradebook.db").stat().st_size else []
    assert len(before) < STUDENTS
    subprocess.run(["mount", "-o", "remount,size=32m", str(small_disk)], check=True)
    code, err = end(start(small_disk, submissions))
    assert code == 0, err
    assert grades(small_disk) == ALL_ONCE


@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed")
@pytest.mark.parametrize("jump", ["-400d", "+400d"])
def test_a_clock_that_jumps_between_two_runs_changes_nothing(
    course: Path, submissions: Path, jump: str
) -> None:
    late = submissions / f"student-{STUDENTS - 1:02}"
    aside = submissions.parent / "aside"
    late.rename(aside)
    code, err = end(start(course, submissions))
    assert code == 0, err
    aside.rename(late)
    code, err = end(start(course, submissions, "faketime", "-f", jump, FAKETIME_DONT_FAKE_MONOTONIC="1"))
    assert code == 0, err
    assert "11 more were graded already" in err
    assert grades(course) == ALL_ONCE


def test_a_gradebook_that_cannot_be_written_is_refused_before_anything_is_graded(
    course: Path, submissions: Path
) -> None:
    (course / "gradebook.db").mkdir()
    code, err = end(start(course, submissions))
    assert code == 2
    assert "gradebook" in err
    assert not (course / "reports").exists()
