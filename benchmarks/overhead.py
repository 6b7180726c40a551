"""What safe grading costs, as ratios in one run.

Grades copies of the example class's right submissions of `losses` in four ways, and prints the CPU time
of each per submission:

floor     the hidden tests as plain functions on the imported submission: no pytest, no sandbox
sandbox   the suite collected once, each submission in a locked-in worker of its own
grade     the whole command: intake, sandbox, gradebook, a page for each student
fresh     `python -m pytest` anew for each submission, its code in the same process (unsafe)
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from bodies import Bodies
from plain import imported, texts

from grader import intake
from grader.course import find_course, load_assignment
from grader.model import Assignment, Course, Submission
from grader.runner.plain_run import confinement, open_session
from grader.runner.suite import Suite, serve
from grader.sandbox.launcher import Zygote
from grader.sandbox.proxy import Modules

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "losses"
EXAMPLES = ROOT / "examples" / "submissions" / ASSIGNMENT
RIGHT = (
    "amira-k", "ben-o", "chiara-m", "dae-jung-p", "elif-y", "farid-a", "greta-l", "hugo-s", "ines-r",
)  # fmt: skip
TINY = {"tiny.py": "def add(a, b): return a + b\n"}
FRESH_RUNS = 18
WORKERS = 50
CALLS = 2000
# Runs the command in a process that tells its own peak memory at the end.
GRADE = """
import sys
from grader.cli import grade_main
try:
    grade_main()
finally:
    status = open("/proc/self/status").read()
    print(status.split("VmHWM:")[1].split()[0], file=sys.stderr)
"""


def main() -> None:
    copies = arguments().copies
    course = find_course(ROOT)
    assignment = load_assignment(course, ASSIGNMENT)
    bodies = Bodies(assignment.suite, assignment.id)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        submissions = multiply(assignment, right(assignment), copies, folder / "all")
        multiply(assignment, submissions, copies // 10, folder / "tenth")

        def run(suite: Suite) -> None:
            plain = Plain(suite, bodies, texts(assignment.solutions))
            floor, sandbox = side_by_side(course, assignment, suite, plain, submissions)
            grade, peak = run_command(folder, "all")
            _, small = run_command(folder, "tenth")
            fresh = run_fresh(folder / "all")
            later = statistics.mean(plain.cost_of(submission) for submission in submissions)
            print(f"{copies} submissions, {len(suite.tests)} tests each; CPU per submission")
            tell("sandbox", sandbox, floor, fresh)
            tell("grade", grade / copies, (floor + later) / 2, fresh)
            tell("fresh", fresh, (floor + later) / 2, fresh)
            print(f"peak memory of the parent: {small:.1f} MB at {copies // 10}, {peak:.1f} MB at {copies}")

        serve(assignment, course.secret, run, plugins=[bodies])
    tell_latencies(course, assignment)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--copies", type=int, default=300, help="how many submissions (300)")
    return parser.parse_args()


def right(assignment: Assignment) -> list[Submission]:
    """The submissions of the example class that make no mistake."""
    sources = intake.find(assignment, [EXAMPLES])
    return [intake.read(assignment, source) for source in sources if source.student in RIGHT]


def multiply(
    assignment: Assignment, originals: list[Submission], copies: int, folder: Path
) -> list[Submission]:
    """A folder of `copies` submissions, each with a comment of its own."""
    for number in range(copies):
        student = folder / f"student-{number:04}"
        student.mkdir(parents=True)
        for name, text in originals[number % len(originals)].files.items():
            (student / name).write_text(f"{text}\n# copy {number}\n")
    return [intake.read(assignment, source) for source in intake.find(assignment, [folder])]


def tell(name: str, cost: float, floor: float, fresh: float) -> None:
    """One line: the cost, the floor in the same stretch of time, and the ratios."""
    bound = 1.3 * floor + 15
    print(
        f"  {name:8} {cost:6.1f} ms   floor {floor:6.1f} ms   {cost / floor:5.2f} x floor"
        f"   1.3 x floor + 15 ms = {bound:6.1f} ms   {fresh / cost:4.1f} x less than fresh"
    )


class Plain:
    """The tests as plain functions."""

    def __init__(self, suite: Suite, bodies: Bodies, reference: dict[str, str]) -> None:
        self._suite = suite
        self._bodies = bodies
        self._reference = reference

    def cost_of(self, submission: Submission) -> float:
        """CPU ms of every test on one submission; what it prints is caught, as it would be in a worker."""
        with imported(self._reference, "known") as known, quiet():
            began = time.process_time()
            with imported(submission.files, "handed_in") as student:
                self._bodies.run(self._suite.context, student, known)
            return (time.process_time() - began) * 1000


@contextmanager
def quiet() -> Iterator[None]:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def side_by_side(
    course: Course, assignment: Assignment, suite: Suite, plain: Plain, submissions: list[Submission]
) -> tuple[float, float]:
    """The mean CPU ms of the floor and of the sandbox, one submission after the other in turn."""
    floor = sandbox = 0.0
    with Zygote(confinement(course, assignment, "kernel")) as zygote:
        for submission in submissions:
            floor += plain.cost_of(submission)
            began = time.process_time()
            with open_session(zygote, assignment, submission.files) as session:
                suite.run(session)
            sandbox += (time.process_time() - began + session.cpu_seconds) * 1000
        sandbox += cpu_of(zygote.pid)
    return floor / len(submissions), sandbox / len(submissions)


def cpu_of(pid: int | None) -> float:
    """CPU ms that a process has used itself, without its children."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def run_command(folder: Path, which: str) -> tuple[float, float]:
    """CPU in ms of a whole `grade`, and the parent's peak memory in MB."""
    command = [sys.executable, "-c", GRADE, ASSIGNMENT, str(folder / which), "--course", str(ROOT)]
    command += ["--out", str(folder / f"{which}-out"), "--gradebook", str(folder / f"{which}.db")]
    before = children_cpu()
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return (children_cpu() - before) * 1000, int(ran.stderr.split()[-1]) / 1024


def run_fresh(submissions: Path) -> float:
    """CPU ms of tests, reference and student code in one process, as most courses grade today."""
    before = children_cpu()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload"]
    command += ["-o", "filterwarnings=default", "-p", "fresh", str(ROOT / "autograder_tests" / ASSIGNMENT)]
    folders = {"PYTHONPATH": str(Path(__file__).parent), "REFERENCE": str(ROOT / "solutions" / ASSIGNMENT)}
    for submission in sorted(submissions.iterdir())[:FRESH_RUNS]:
        environment = os.environ | folders | {"SUBMISSION": str(submission)}
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
    return (children_cpu() - before) * 1000 / FRESH_RUNS


def tell_latencies(course: Course, assignment: Assignment) -> None:
    with Zygote(confinement(course, assignment, "kernel")) as zygote:
        waits = sorted(first_answer(zygote, assignment) for _ in range(WORKERS))
        print(f"from fork to first answer: {waits[WORKERS // 2] * 1e3:.1f} ms (median of {WORKERS})")
        with open_session(zygote, assignment, TINY) as session:
            session.begin(60)
            add = Modules(session).tiny.add
            began = time.perf_counter()
            for _ in range(CALLS):
                add(1, 2)
            print(f"a small call: {(time.perf_counter() - began) / CALLS * 1e6:.0f} us (mean of {CALLS})")


def first_answer(zygote: Zygote, assignment: Assignment) -> float:
    """Seconds from nothing to the answer of a new worker."""
    with open_session(zygote, assignment, TINY) as session:
        session.begin(60)
        began = time.perf_counter()
        Modules(session).tiny.add(1, 2)
        return time.perf_counter() - began


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
