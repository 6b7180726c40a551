"""From ten submissions to ten thousand: does `grade` keep its pace, and its memory?

Prints for each size how many were graded; wall time and CPU time of each; the pace in the first
and the last tenth, by the times in the gradebook; and the peak memory of the parent when it had graded 100,
and at its end.

One core of `losses` needs some 0.3 s for a submission, of `exercise`, the 12 checks of benchmarks/field.py,
some 0.05 s: 10,000 take two cores half an hour, or five minutes. With `--keep FOLDER` everything stays
there, and the same command goes on after an interruption; what it then prints of time and memory is that of
the submissions that were left.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from field import forms, submissions
from overhead import ROOT, children_cpu, right

from grader.course import find_course, load_assignment

SOME = 100  # graded, after which nothing should grow
TIMES = "SELECT graded_at FROM grades ORDER BY graded_at"
GRADE = """
import sys
from grader.cli import grade_main
peak = sys.argv.pop()
try:
    grade_main()
finally:
    with open("/proc/self/status") as status, open(peak, "w") as file:
        file.write(status.read())
"""


@dataclass(frozen=True)
class Run:
    """One `grade`: what it used, and the parent's peak memory in MB."""

    seconds: float
    cpu: float
    peak_early: float | None  # None where it did not grade as many
    peak: float


def main() -> None:
    wanted = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = (wanted.keep or Path(name)).resolve()
        course, assignment, texts = prepared(wanted.assignment, folder)
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        for size in wanted.sizes:
            work = folder / f"{assignment}-{size}"
            hand_in(work / "class", texts, size)
            before = len(graded_at(work / "gradebook.db"))
            run = grade(course, assignment, work, before)
            tell(size, before, run, graded_at(work / "gradebook.db"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--assignment", choices=["losses", "exercise"], default="losses")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to work, and to go on")
    parser.add_argument("sizes", type=int, nargs="*", default=[10, 100, 1000], help="(10 100 1000)")
    return parser.parse_args()


def prepared(assignment: str, folder: Path) -> tuple[Path, str, list[Mapping[str, str]]]:
    """The course's folder, the assignment's id, and the files of each kind of submission."""
    if assignment == "losses":
        known = load_assignment(find_course(ROOT), assignment)
        return ROOT, assignment, [submission.files for submission in right(known)]
    forms.for_grader(folder / "course")
    return folder / "course", forms.NAME, [{"exercise.py": text} for text in submissions.KINDS]


def hand_in(folder: Path, texts: list[Mapping[str, str]], size: int) -> None:
    """A class of which each copy has a comment of its own; what is there already stays."""
    for number in range(size):
        student = folder / f"student-{number:05}"
        if student.exists():
            continue
        unfinished = folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, text in texts[number % len(texts)].items():
            (unfinished / name).write_text(f"{text}\n# copy {number}\n", "utf-8")
        unfinished.rename(student)


def grade(course: Path, assignment: str, work: Path, before: int) -> Run:
    """`grade` with its progress on stderr, watched from outside."""
    command = [sys.executable, "-P", "-c", GRADE, assignment, str(work / "class"), "--course", str(course)]
    command += ["--out", str(work / "pages"), "--gradebook", str(work / "gradebook.db"), str(work / "status")]
    began, cpu = time.perf_counter(), children_cpu()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        early = peak_after(before + SOME, process, work / "gradebook.db")
    if process.returncode:
        raise SystemExit(f"`grade` ended with {process.returncode}; repeat the command to go on")
    return Run(time.perf_counter() - began, children_cpu() - cpu, early, peak_memory(work / "status"))


def peak_after(count: int, process: subprocess.Popen[bytes], gradebook: Path) -> float | None:
    """The parent's peak memory so far, as soon as there are `count` grades; None where it ends before."""
    while process.poll() is None:
        if len(graded_at(gradebook)) >= count:
            with suppress(IndexError):  # it has just ended, and has no memory any more
                return peak_memory(Path(f"/proc/{process.pid}/status"))
        time.sleep(0.1)
    return None


def peak_memory(status: Path) -> float:
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024


def graded_at(gradebook: Path) -> list[datetime]:
    """The moments at which the grades were made, in their order."""
    if not gradebook.exists():
        return []
    with closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)) as book:
        try:
            return [datetime.fromisoformat(at) for (at,) in book.execute(TIMES)]
        except sqlite3.OperationalError:  # it is just being made
            return []


def tell(size: int, before: int, run: Run, times: list[datetime]) -> None:
    count = len(times) - before
    print(f"{size} submissions, {count} graded now in {run.seconds:.1f} s of wall time", flush=True)
    if count:
        print(f"  each    {1000 * run.seconds / count:.0f} ms, {1000 * run.cpu / count:.0f} ms of CPU")
    tenth = len(times) // 10
    if tenth > 1:
        first, last = pace(times[:tenth]), pace(times[-tenth:])
        print(
            f"  pace    {first:.1f} a second in the first tenth, {last:.1f} in the last: {ratio(last, first)}"
        )
    grown = f", {ratio(run.peak, run.peak_early)} as after {SOME}" if run.peak_early else ""
    print(f"  memory  {run.peak:.1f} MB at the end{grown}", flush=True)


def pace(times: list[datetime]) -> float:
    """Grades a second."""
    return (len(times) - 1) / (times[-1] - times[0]).total_seconds()


def ratio(later: float, earlier: float) -> str:
    return f"{later / earlier:.2f} times as much"


if __name__ == "__main__":
    main()
