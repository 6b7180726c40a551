"""A run that is killed at any moment resumes: nothing graded is lost, nothing is graded twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.waiting import until

STUDENTS = 24
GRADER = "from grader.cli import main; main()"
GRADES = "SELECT grades.id, student FROM grades JOIN submissions ON submission = submissions.id ORDER BY 1"
RIGHT = {
    "sums.py": "def total(x): return float(x.sum())\ndef scale(x, f): return x * f\n",
    "words.py": "answer = 'b'",
}


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    for number in range(STUDENTS):
        folder = tmp_path / "submissions" / f"student-{number:02}"
        folder.mkdir(parents=True)
        for name, text in RIGHT.items():
            # A little work, so that a run lasts long enough to be killed in the middle.
            (folder / name).write_text(f"import time; time.sleep(0.02)\n{text}\n# {number}\n")
    return tmp_path / "submissions"


def start(course: Path, submissions: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", GRADER, "grade", "tiny", str(submissions), "--course", str(course)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def recorded(course: Path) -> list[tuple[int, str]]:
    """The number and the student of every grade that the gradebook holds."""
    if not (course / "gradebook.db").exists():
        return []
    with closing(sqlite3.connect(f"file:{course / 'gradebook.db'}?mode=ro", uri=True)) as database:
        try:
            return database.execute(GRADES).fetchall()
        except sqlite3.OperationalError:
            return []  # not migrated yet


def holds(course: Path, target: int) -> bool:
    return len(recorded(course)) >= target


def descendants(pid: int) -> set[tuple[int, str]]:
    """The living processes below `pid`: their numbers, and the times when they began."""
    parents = {number: (parent, began) for number, parent, began in processes()}
    below = {pid}
    while more := {number for number, (parent, _) in parents.items() if parent in below} - below:
        below |= more
    return {(number, parents[number][1]) for number in below - {pid}}


def processes() -> Iterator[tuple[int, int, str]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if fields[0] != "Z":
            yield int(stat.parent.name), int(fields[1]), fields[19]


def test_a_killed_run_resumes_without_losing_or_repeating_a_grade(course, submissions):
    draw = random.Random(5)
    kept: list[tuple[int, str]] = []
    for _ in range(4):
        run = start(course, submissions)
        target = len(kept) + draw.randint(1, 4)
        until(partial(holds, course, target))
        time.sleep(draw.random() * 0.03)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        now = recorded(course)
        assert now[: len(kept)] == kept
        kept = now
    assert 4 <= len(kept) < STUDENTS
    final = start(course, submissions)
    out, err = final.communicate()
    assert final.returncode == 0, err
    grades = recorded(course)
    assert grades[: len(kept)] == kept
    assert sorted(student for _, student in grades) == [f"student-{number:02}" for number in range(STUDENTS)]
    assert out.count("4 passed") == STUDENTS
    assert len(list((course / "reports/tiny/students").glob("*.html"))) == STUDENTS


def test_a_second_run_grades_nothing(course, submissions):
    for _ in range(2):
        run = start(course, submissions)
        _, err = run.communicate()
        assert run.returncode == 0, err
    assert f"{STUDENTS} already graded" in err
    assert len(recorded(course)) == STUDENTS


def test_no_process_outlives_a_killed_run(course, submissions):
    run = start(course, submissions)
    until(lambda: len(descendants(run.pid)) >= 3)  # an examiner, its zygote, a worker
    family = descendants(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    until(lambda: not family & {(number, began) for number, _, began in processes()})
