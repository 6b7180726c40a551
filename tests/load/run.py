"""Grade a class beside busy processes: nobody's right answer may lose a point, no loop a point more.

    python tests/load/run.py losses --submissions 300 --busy 20
    python tests/load/run.py convnets --submissions 60 --quota 20      as root: cgroup v1 or v2

Right submissions are the reference, the examples with full marks, and those in `loops/`, written in the
slowest legal way. Each faulty one is the reference with one function that hangs, sleeps or eats memory; it
must lose exactly the tests that the same function loses where it raises at once.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOOPS = Path(__file__).parent / "loops"
GRADE = "from grader.cli import grade_main; grade_main()"
RAISES = "raise ArithmeticError"
FAULTS = {
    "loops": "while True: pass",
    "sleeps": "__import__('time').sleep(60)",
    "hog": "hog = [bytearray(1 << 28) for _ in range(1 << 20)]",
}
FULL = 100.0
Lost = frozenset[str]


@dataclass
class Report:
    """What went wrong, and how many results have a note of the machine."""

    wrong: list[str] = field(default_factory=list)
    noted: int = 0

    def __str__(self) -> str:
        noted = f"{self.noted} results with notes of the machine"
        return "\n".join([*self.wrong, f"{len(self.wrong)} wrong, {noted}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("assignment")
    parser.add_argument("--submissions", type=int, default=300, help="of them right: all but the faulty ones")
    parser.add_argument("--faulty", default="10,5,5", help="how many loop, sleep and eat memory")
    parser.add_argument("--busy", type=int, default=0, help="processes that never rest")
    parser.add_argument("--quota", type=int, help="percent of one processor for the whole grading")
    parser.add_argument("--jobs", type=int, default=4)
    options = parser.parse_args()
    report = run(
        options.assignment,
        submissions=options.submissions,
        faulty=[int(number) for number in options.faulty.split(",")],
        busy=options.busy,
        quota=options.quota,
        jobs=options.jobs,
    )
    print(report)
    sys.exit(bool(report.wrong))


def run(
    assignment: str,
    *,
    submissions: int,
    faulty: list[int],
    busy: int = 0,
    quota: int | None = None,
    jobs: int = 4,
    functions: Collection[str] | None = None,
    examples: bool = True,
) -> Report:
    """Grade quietly what each function is worth and who is right; then the class, beside the load.

    Args:
        assignment: its id.
        submissions: how many there are, the faulty ones included.
        faulty: how many of them have each of `FAULTS`, in that order.
        busy: processes that never rest beside the grading of the class.
        quota: percent of one processor for that grading; None for no limit.
        jobs: submissions graded in parallel.
        functions: the tasks whose functions may get a fault; None for all of them.
        examples: whether the class has the examples with full marks too.

    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        worth = _worth(assignment, folder / "quiet", jobs, functions)
        rights = _rights(assignment, folder / "right", jobs, examples=examples)
        expected = _hand_in(
            assignment,
            folder / "class",
            submissions=submissions,
            faulty=faulty,
            worth=worth,
            rights=rights,
        )
        with beside(busy), within_quota(quota) as prefix:
            graded = grade(assignment, folder / "class", jobs, prefix)
    return _compare(expected, graded)


def grade(assignment: str, submissions: Path, jobs: int, prefix: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """What `grade --json` says of each student."""
    places = ["--out", f"{submissions}-pages", "--gradebook", f"{submissions}.db", "--jobs", str(jobs)]
    command = [*prefix, sys.executable, "-c", GRADE, assignment, str(submissions), *places, "--json"]
    environment = os.environ | {"GRADER_SECRET": "under load"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    return {one["student"]: one for one in json.loads(done.stdout)["submissions"]}


def _worth(
    assignment: str, folder: Path, jobs: int, functions: Collection[str] | None
) -> dict[tuple[str, str], Lost]:
    """The tests that each function loses where it raises: those that lose the fewest, five of them."""
    tasks = _settings(assignment)["tasks"]
    made = {
        task["name"]: (task["file"], task["name"])
        for task in tasks
        if (functions is None or task["name"] in functions)
        and _write_faulty(assignment, folder / task["name"], task["file"], task["name"], RAISES)
    }
    lost = {made[student]: _lost(one) for student, one in grade(assignment, folder, jobs).items()}
    return dict(sorted(lost.items(), key=lambda known: len(known[1]))[:5])


def _rights(assignment: str, folder: Path, jobs: int, *, examples: bool) -> list[Path]:
    """Folders with a submission that earns everything on a quiet machine."""
    places = [ROOT / "solutions" / assignment, *loops(assignment)]
    if examples:
        places += sorted((ROOT / "examples/submissions" / assignment).iterdir())
    for place in places:
        if place.is_dir():
            shutil.copytree(place, folder / place.name, ignore=_hidden)
    graded = grade(assignment, folder, jobs)
    unfit = [
        name for name in (assignment, *(place.name for place in loops(assignment))) if _lost(graded[name])
    ]
    if unfit:
        sys.exit(f"not right on a quiet machine: {', '.join(unfit)}")
    return [folder / name for name, one in graded.items() if not _lost(one)]


def loops(assignment: str) -> list[Path]:
    """The folders of right submissions that are written the slowest legal way."""
    return sorted(path for path in (LOOPS / assignment).iterdir() if path.is_dir())


def _hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith((".", "__pycache__")) or name == "misconceptions.toml"]


def _hand_in(
    assignment: str,
    folder: Path,
    *,
    submissions: int,
    faulty: list[int],
    worth: Mapping[tuple[str, str], Lost],
    rights: list[Path],
) -> dict[str, Lost]:
    """Write the class; which tests each student must lose."""
    expected: dict[str, Lost] = {}
    for (kind, statement), number in zip(FAULTS.items(), faulty, strict=True):
        for index, (file, function) in enumerate(islice(cycle(worth), number)):
            student = f"{kind}-{index}"
            _write_faulty(assignment, folder / student, file, function, statement)
            expected[student] = worth[file, function]
    for index, right in enumerate(islice(cycle(rights), submissions - len(expected))):
        student = f"{right.name}-{index}"
        shutil.copytree(right, folder / student)
        expected[student] = frozenset()
    return expected


def _write_faulty(assignment: str, folder: Path, file: str, function: str, statement: str) -> bool:
    """The reference with `statement` in front of a function's body; whether there is such a function."""
    shutil.copytree(ROOT / "solutions" / assignment, folder, ignore=_hidden)
    tree = ast.parse((folder / file).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            node.body[:0] = ast.parse(statement).body
            (folder / file).write_text(ast.unparse(tree), "utf-8")
            return True
    shutil.rmtree(folder)
    return False


def _settings(assignment: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "assignments" / assignment / "assignment.toml").read_text("utf-8"))


def _lost(submission: Mapping[str, Any]) -> Lost:
    return frozenset(test["id"] for test in submission["tests"] if test["status"] != "passed")


def _compare(expected: Mapping[str, Lost], graded: Mapping[str, Any]) -> Report:
    report = Report()
    report.wrong += [f"{student}: not graded" for student in expected.keys() - graded.keys()]
    for student, one in graded.items():
        if one["score"] is None:
            report.wrong.append(f"{student}: withheld, {_broken(one)}")
        elif _lost(one) != expected[student]:
            report.wrong.append(f"{student}: {sorted(_lost(one) ^ expected[student])}")
        elif not expected[student] and one["needs_review"]:
            report.wrong.append(f"{student}: needs review")
        report.noted += sum(bool(test["notes"]) for test in one["tests"])
    return report


def _broken(submission: Mapping[str, Any]) -> list[Any]:
    return [test["observed"] for test in submission["tests"] if test["status"] == "broken"][:1]


# ------------------------------------------------------------------ the load


@contextmanager
def beside(busy: int) -> Iterator[None]:
    """So many processes that never rest."""
    with ExitStack() as stack:
        for _ in range(busy):
            process = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(process.kill)
        yield


@contextmanager
def within_quota(percent: int | None) -> Iterator[tuple[str, ...]]:
    """A command's beginning that holds it, and all below, to a share of one processor."""
    if percent is None:
        yield ()
        return
    group = _control_group() / f"grader-load-{os.getpid()}"
    group.mkdir()
    try:
        if (group / "cpu.max").exists():
            (group / "cpu.max").write_text(f"{percent * 1000} 100000")
        else:
            (group / "cpu.cfs_quota_us").write_text(str(percent * 1000))
        yield ("sh", "-c", f'echo $$ > {group / "cgroup.procs"} && exec "$@"', "sh")
    finally:
        group.rmdir()


def _control_group() -> Path:
    """Where groups of the processor controller are made: version 1, else 2."""
    first = Path("/sys/fs/cgroup/cpu")
    return first if (first / "cpu.cfs_quota_us").exists() or first.is_dir() else Path("/sys/fs/cgroup")


if __name__ == "__main__":
    main()
