"""What mending one test costs and changes: a class graded, a test mended, the class graded again.

One hidden test of `losses` is made to let everything pass. A class is graded, thirty of whose softmax is
wrong; then the test is put right, and the class graded again. Printed are the CPU time of both runs as a
ratio, how many tests the second one ran, and whether the difference lists exactly the thirty.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from overhead import ASSIGNMENT, GRADE, ROOT, multiply, right

from grader.course import find_course, load_assignment
from grader.gradebook import Gradebook
from grader.workflow import changes

TEST = "test_softmax.py::test_softmax"
HEAD = '    """Each row holds the probabilities of one image, however large the scores."""\n'
WRONG = "\n\ndef softmax(scores):\n    return scores * 0.0\n"


def main() -> None:
    copies = arguments().copies
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = make(folder, copies)
        suite = folder / "autograder_tests" / ASSIGNMENT / "test_softmax.py"
        sound = suite.read_text()
        suite.write_text(sound.replace(HEAD, f"{HEAD}    return\n"))
        first = grade(folder)
        suite.write_text(sound)
        second = grade(folder)
        tell(folder, copies, planted, first, second)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=300, help="how many submissions (300)")
    return parser.parse_args()


def make(folder: Path, copies: int) -> set[str]:
    """A course of its own and a class; returns the students whose softmax is wrong."""
    for part in ("assignments", "solutions", "autograder_tests"):
        shutil.copytree(ROOT / part / ASSIGNMENT, folder / part / ASSIGNMENT)
    shutil.copy(ROOT / "pyproject.toml", folder)
    assignment = load_assignment(find_course(folder), ASSIGNMENT)
    multiply(assignment, right(assignment), copies, folder / "class")
    planted = sorted(path.name for path in (folder / "class").iterdir())[:: copies // 30]
    for student in planted:
        with (folder / "class" / student / "softmax.py").open("a") as file:
            file.write(WRONG)
    return set(planted)


def grade(folder: Path) -> float:
    """The CPU seconds of `grade` on the class, its examiners and workers included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-P", "-c", GRADE, ASSIGNMENT, str(folder / "class")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tell(folder: Path, copies: int, planted: set[str], first: float, second: float) -> None:
    course = find_course(folder)
    assignment = load_assignment(course, ASSIGNMENT)
    with Gradebook.open(course.gradebook) as book:
        found = list(changes(course, assignment, book))
    touched = {change.test.id for one in found for change in one.tests}
    students = {one.student for one in found}
    print(f"{copies} submissions, one test mended; CPU per submission")
    print(f"  first    {1000 * first / copies:6.1f} ms")
    print(f"  regrade  {1000 * second / copies:6.1f} ms   {second / first:.2f} of the first")
    print(f"  difference: {len(students)} students, tests {sorted(touched)}")
    print(f"  exactly what was planted: {students == planted and touched == {TEST}}")


if __name__ == "__main__":
    main()
