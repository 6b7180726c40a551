"""How each tool grades: the command, in its fastest documented form, and where it says what was passed."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

from field import forms

PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload")
OURS = ("-c", "from grader.cli import grade_main; grade_main()", forms.NAME)
OTTER_GENERATE = ("generate", "-t", "tests", "--no-environment", "--no-config", "--no-requirements")
OTTER_IN_ONE = """
import json, sys
from otter.api import grade_submission
print(json.dumps([grade_submission(path, "autograder.zip", quiet=True).total for path in sys.argv[1:]]))
"""
SCORES = """
SELECT student_id, SUM(auto_score) FROM grade
JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
GROUP BY student_id
"""
Passed = dict[str, int]


class Tool(Protocol):
    """Grades students' folders: how many checks has each passed?"""

    def hand_in(self, students: Sequence[Path]) -> None:
        """Put them where the tool expects them: not measured."""

    def grade(self, students: Sequence[Path]) -> Passed: ...


class Grader:
    """`grade` of a whole folder: sandbox, gradebook and pages included."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = itertools.count()
        forms.for_grader(folder)

    def hand_in(self, students: Sequence[Path]) -> None:
        """They lie in one folder already."""

    def grade(self, students: Sequence[Path]) -> Passed:
        run = self._folder / f"run-{next(self._runs)}"
        command = [sys.executable, "-P", *OURS, str(students[0].parent), "--json"]
        command += ["--course", str(self._folder), "--gradebook", f"{run}.db", "--out", str(run)]
        graded = json.loads(_run(command, self._folder))
        return {one["student"]: int(one["score"]) for one in graded["submissions"]}


class OneByOne:
    """A tool that is started anew for each submission."""

    def __init__(self, grade_one: Callable[[Path], int]) -> None:
        self._grade_one = grade_one

    def hand_in(self, students: Sequence[Path]) -> None:
        """They are named when the tool is started."""

    def grade(self, students: Sequence[Path]) -> Passed:
        return {student.name: self._grade_one(student) for student in students}


class Nbgrader:
    """`nbgrader autograde` of all that is handed in."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._path = _path(programs)
        forms.for_nbgrader(folder)
        _run(["nbgrader", "generate_assignment", forms.NAME], folder, self._path)

    def hand_in(self, students: Sequence[Path]) -> None:
        """As notebooks, and nobody else's."""
        submitted = self._folder / "submitted"
        shutil.rmtree(submitted, ignore_errors=True)
        released = self._folder / "release" / forms.NAME / "exercise.ipynb"
        for student in students:
            text = (student / "exercise.py").read_text("utf-8")
            path = submitted / student.name / forms.NAME / "exercise.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(forms.handed_in_to_nbgrader(released, text), "utf-8")

    def grade(self, students: Sequence[Path]) -> Passed:
        _run(["nbgrader", "autograde", forms.NAME, "--force"], self._folder, self._path)
        with sqlite3.connect(self._folder / "gradebook.db") as book:
            scores = dict(book.execute(SCORES))
        return {student.name: int(scores[student.name] or 0) for student in students}


class OtterInOneProcess:
    """Its Python interface, which spares the start that `otter run` makes for each submission."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._path = _otter_ready(folder, programs)

    def hand_in(self, students: Sequence[Path]) -> None:
        """They are named when the process is started."""

    def grade(self, students: Sequence[Path]) -> Passed:
        paths = [str(student / "exercise.py") for student in students]
        totals = json.loads(_run(["python", "-c", OTTER_IN_ONE, *paths], self._folder, self._path))
        return {student.name: int(total) for student, total in zip(students, totals, strict=True)}


def plain_functions() -> Tool:
    """The checks called on the imported submission, in this process: no tool at all."""
    return OneByOne(lambda student: sum(_passes(check, _imported(student)) for check in forms.CHECKS))


def pytest(folder: Path) -> Tool:
    forms.for_pytest(folder)

    def grade(student: Path) -> int:
        told = _run([sys.executable, *PYTEST], folder, {"PYTHONPATH": str(student)})
        passed = re.search(r"(\d+) passed", told)
        return int(passed[1]) if passed else 0

    return OneByOne(grade)


def gradescope(folder: Path, programs: Path) -> Tool:
    """What its harness runs for each submission, without the container around it."""
    forms.for_gradescope(folder)
    command = [str(programs / "python"), "run_tests.py", "results.json"]

    def grade(student: Path) -> int:
        _run(command, folder, {"PYTHONPATH": str(student)})
        return _points(folder / "results.json")

    return OneByOne(grade)


def otter(folder: Path, programs: Path) -> Tool:
    """`otter run`, without the container that `otter grade` puts around it."""
    path = _otter_ready(folder, programs)

    def grade(student: Path) -> int:
        _run(["otter", "run", "--no-logo", str(student / "exercise.py")], folder, path)
        return _points(folder / "results.json")

    return OneByOne(grade)


def _otter_ready(folder: Path, programs: Path) -> dict[str, str]:
    """Makes autograder.zip; returns what the environment needs."""
    forms.for_otter(folder)
    path = _path(programs)
    _run(["otter", *OTTER_GENERATE], folder, path)
    return path


def _path(programs: Path) -> dict[str, str]:
    """Jupyter looks for the kernel's Python there."""
    return {"PATH": f"{programs}:{os.environ['PATH']}"}


def _imported(student: Path) -> ModuleType:
    module = ModuleType("exercise")
    exec(compile((student / "exercise.py").read_text("utf-8"), "exercise.py", "exec"), vars(module))
    return module


def _passes(check: forms.Check, exercise: ModuleType) -> bool:
    with warnings.catch_warnings(action="ignore"):  # of numpy's, about an overflow
        try:
            check(exercise)
        except Exception:
            return False
    return True


def _points(results: Path) -> int:
    """The sum of the scores in a results.json as Gradescope wants it."""
    tests = json.loads(results.read_text("utf-8"))["tests"]
    results.unlink()
    return int(sum(test.get("score") or 0 for test in tests))


def _run(command: Sequence[str], folder: Path, variables: dict[str, str] | None = None) -> str:
    """What the command prints; with some tools a 1 says that a test failed."""
    environment = os.environ | (variables or {})
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each may keep what it has compiled
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"`{' '.join(command)}` ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout
