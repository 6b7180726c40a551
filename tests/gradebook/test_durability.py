from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from grader.gradebook import Gradebook

WRITER = Path(__file__).with_name("writer.py")


def start(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def recorded(url: str) -> set[str]:
    """The students whose grades are there, each with all its results."""
    with Gradebook.open(url) as book:
        found = [grade for student in book.students("losses") for grade in book.attempts("losses", student)]
    assert all(len(grade.results) == 20 for grade in found)
    return {grade.info.student for grade in found}


def is_sound(url: str) -> bool:
    """What SQLite says of its file; a server that answers has put itself in order."""
    if not url.startswith("sqlite:///"):
        return True
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        faults = [
            *connection.execute("PRAGMA integrity_check"),
            *connection.execute("PRAGMA foreign_key_check"),
        ]
    return faults == [("ok",)]


def kill_at_random(process: subprocess.Popen[str], rng: random.Random) -> set[str]:
    """What the writer acknowledged before a SIGKILL some moments after one of its first records."""
    assert process.stdout is not None
    acknowledged = [process.stdout.readline() for _ in range(rng.randrange(1, 20))]
    time.sleep(rng.random() * 0.01)
    process.kill()
    acknowledged += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return {line.strip() for line in acknowledged if line.endswith("\n")}


def test_every_acknowledged_grade_survives_the_sudden_death_of_its_writer(url: str) -> None:
    rng = random.Random(0)
    acknowledged: set[str] = set()
    for name in "abcd":
        acknowledged |= kill_at_random(start(url, name, 100_000), rng)
        assert acknowledged <= recorded(url)
        assert is_sound(url)
    assert len(acknowledged) >= 4


def test_two_runs_can_write_one_gradebook_from_its_making_on(url: str) -> None:
    outputs = [process.communicate()[0] for process in [start(url, name, 40) for name in "ab"]]
    assert recorded(url) == set("".join(outputs).split()) == {f"{n}-{i}" for n in "ab" for i in range(40)}
    assert is_sound(url)
