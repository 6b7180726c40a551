"""How long pages take, how large they are, and how much memory a class page needs as the class grows.

Writes the pages of 500 simulated students and their class page, then class pages alone, of 100 students
and of 10,000, each in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classroom import assignment, classroom

from grader.model import Isolation
from grader.reports import ClassSummary, write_index, write_student_page

COURSE = "Deep learning with numpy"
KERNEL = Isolation("kernel", ("landlock", "seccomp"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        everything(Path(folder), students=500)
    for students in (100, 10_000):
        subprocess.run([sys.executable, __file__, str(students)], check=True)


def everything(out: Path, students: int) -> None:
    grades, roll, asked = list(classroom(0, students)), ClassSummary(), assignment(out)
    start = time.perf_counter()
    pages = [write_student_page(grade, asked, COURSE, out) for grade in grades]
    own = time.perf_counter() - start
    for grade in grades:
        roll.add(grade)
    index = write_index(roll, asked, COURSE, KERNEL, out)
    largest = max(page.stat().st_size for page in pages)
    total = time.perf_counter() - start
    print(f"{students} students: their pages in {own:.2f} s, the largest {largest / 1000:.0f} kB; ", end="")
    print(f"with the class page {total:.2f} s, which has {index.stat().st_size / 1000:.0f} kB")


def class_page(out: Path, students: int) -> None:
    roll = ClassSummary()
    for grade in classroom(0, students):
        roll.add(grade)
    start = time.perf_counter()
    index = write_index(roll, assignment(out), COURSE, KERNEL, out)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{students} students: class page of {index.stat().st_size / 1e6:.1f} MB in {seconds:.2f} s, ", end=""
    )
    print(f"{peak:.1f} MiB of memory at most")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as folder:
            class_page(Path(folder), int(sys.argv[1]))
    else:
        main()
