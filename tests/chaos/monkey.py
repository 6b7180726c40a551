"""A monkey that kills: `python -m tests.chaos.monkey --runs 200`.

Each run grades a small class, and at random moments some process of it is killed: the parent, an examiner,
a zygote or a worker. The command is given again until it ends well. Then the gradebook
and the pages must say what a calm run says, each grade once, and nothing may be left over.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from tests.conftest import COURSE
from tests.waiting import Hanging, limited, until

GRADER = "from grader.cli import main; main()"
STUDENTS = 10
KINDS = ("parent", "examiner", "zygote", "worker")
MOST_KILLS = 3
MOST_STARTS = 6
ENVIRONMENT = {**os.environ, "GRADER_SECRET": "for the monkey"}
VERDICTS = """
SELECT student, grades.key, results.test_id, results.status, results.earned
FROM results JOIN grades ON results.grade = grades.id JOIN submissions ON submissions.id = grades.submission
WHERE NOT grades.broken
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class Process:
    """One process of a run. `began` tells it from another of the same number."""

    pid: int
    began: str
    kind: str


@dataclass
class Report:
    """What became of one run."""

    killed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Monkey:
    """Grades the same class again and again, in folders of its own."""

    def __init__(self, course: Path, submissions: Path, folder: Path, seed: int) -> None:
        self._course = course
        self._submissions = submissions
        self._folder = folder
        self._draw = random.Random(seed)
        started = time.monotonic()
        calm = self.run(0)
        self._seconds = time.monotonic() - started
        if calm.wrong:
            raise RuntimeError(f"a calm run does not end well: {calm.wrong}")
        self._expected = self._verdicts(0)

    def run(self, number: int, kills: int = 0) -> Report:
        """Grade the class into a new gradebook while processes are killed."""
        report = Report()
        for start in range(1, MOST_STARTS + 1):
            process = self._start(number)
            seen = self._disturb(process, kills - len(report.killed), report)
            _, err = process.communicate()
            report.wrong += self._left_over(seen)
            if process.returncode == 0:
                break
            if start == MOST_STARTS or not report.killed:
                report.wrong.append(f"exit code {process.returncode}: {err[-2000:]}")
        if kills:
            report.wrong += self._differences(number)
            self._forget(number)
        return report

    def _start(self, number: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-c", GRADER, "grade", "tiny", str(self._submissions)]
        command += ["--course", str(self._course), "--out", str(self._out(number)), "--jobs", "2"]
        command += ["--gradebook", str(self._gradebook(number))]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, env=ENVIRONMENT
        )

    def _disturb(self, run: subprocess.Popen[str], kills: int, report: Report) -> set[Process]:
        """Kill up to so many processes of the run; returns all that were seen."""
        seen = set[Process]()
        for _ in range(kills):
            time.sleep(self._draw.random() * self._seconds / 2)
            kind = self._draw.choice(KINDS)
            while run.poll() is None:
                living = set(family(run.pid))
                seen |= living
                if victims := [one for one in living if one.kind == kind]:
                    with suppress(ProcessLookupError):
                        os.kill(self._draw.choice(victims).pid, signal.SIGKILL)
                        report.killed.append(kind)
                    break
        return seen

    def _differences(self, number: int) -> Iterator[str]:
        verdicts = self._verdicts(number)
        if verdicts != self._expected:
            ours, expected = Counter(verdicts), Counter(self._expected)
            yield f"lost: {sorted(expected - ours)}, too many: {sorted(ours - expected)}"
        with closing(sqlite3.connect(self._gradebook(number))) as database:
            if (found := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                yield f"a damaged gradebook: {found}"
        pages = sorted(self._out(number).rglob("*.html"))
        if len(pages) != STUDENTS + 1:
            yield f"{len(pages)} pages"
        yield from (f"half a page: {page}" for page in pages if "</html>" not in page.read_text()[-20:])

    def _verdicts(self, number: int) -> list[tuple[object, ...]]:
        """Every result of every sound grade, with its key: a grade given twice would stand here twice.

        One that is withheld stays in the gradebook beside the sound one that came after it.
        """
        with closing(sqlite3.connect(self._gradebook(number))) as database:
            return database.execute(VERDICTS).fetchall()

    def _left_over(self, seen: set[Process]) -> Iterator[str]:
        def left() -> list[Process]:
            living = dict(everything())
            return [one for one in seen if living.get(one.pid, ("", ""))[1] == one.began]

        try:
            with limited():
                until(lambda: not left())
        except Hanging:
            yield from (f"{process.kind} {process.pid} lives on" for process in left())

    def _out(self, number: int) -> Path:
        return self._folder / f"reports-{number}"

    def _gradebook(self, number: int) -> Path:
        return self._folder / f"gradebook-{number}.db"

    def _forget(self, number: int) -> None:
        shutil.rmtree(self._out(number), ignore_errors=True)
        for file in self._folder.glob(f"gradebook-{number}.db*"):
            file.unlink()


def family(pid: int) -> Iterator[Process]:
    """The process and those below it: an examiner is its child, the examiner's is a zygote, and so on."""
    living = dict(everything())
    generation = {pid}
    for kind in KINDS:
        for number in generation & living.keys():
            yield Process(number, living[number][1], kind)
        generation = {number for number, (parent, _) in living.items() if parent in generation}


def everything() -> Iterator[tuple[int, tuple[int, str]]]:
    """By number: the parent of every process that is not dead, and when it began."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if fields[0] != "Z":
            yield int(stat.parent.name), (int(fields[1]), fields[19])


def make(folder: Path, sources: dict[str, str]) -> tuple[Path, Path]:
    """The course whose files these are, and a class for it: right, wrong and slow submissions."""
    course, submissions = folder / "course", folder / "class"
    for name, text in sources.items():
        write(course / name, text)
    for number in range(STUDENTS):
        total = ("x.sum()", "x.sum() + 1", "x[0]")[number % 3]
        body = f"import time\ntime.sleep(0.02)\ndef total(x): return float({total})\n"
        student = submissions / f"student-{number}"
        write(student / "sums.py", f"{body}def scale(x, f): time.sleep(0.01); return x * f\n# {number}\n")
        write(student / "words.py", "answer = 'b'\n")
    return course, submissions


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        monkey = Monkey(*make(Path(name), COURSE), Path(name), options.seed)
        reports = [monkey.run(number, MOST_KILLS) for number in range(1, options.runs + 1)]
    killed = Counter(kind for report in reports for kind in report.killed)
    for report in reports:
        for line in report.wrong:
            click.echo(line)
    complete = sum(not report.wrong for report in reports)
    click.echo(f"{complete} of {options.runs} runs complete with nothing lost")
    click.echo(f"killed: {', '.join(f'{killed[kind]} x {kind}' for kind in KINDS)}")
    sys.exit(complete < options.runs)


if __name__ == "__main__":
    main()
