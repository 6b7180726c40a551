"""The Gradescope autograder zip: the same suite, the same inputs, the same program.

It holds the reference, the hidden tests and the course's secret: it is for Gradescope's upload alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from grader.exports.archive import files_in, pack
from grader.exports.files import write
from grader.exports.request import ExportReport, ExportRequest
from grader.exports.wheel import wheel
from grader.grading import versions
from grader.model import Assignment, Course


def export(request: ExportRequest) -> ExportReport:
    entries = dict(_entries(request.course, request.assignment))
    write(request.out, pack(entries, executables=frozenset(_SCRIPTS)), private=True)
    note = (
        "it holds the solution and the hidden tests: upload it to Gradescope, and share it with no one else"
    )
    return ExportReport(request.out, (note,))


def _entries(course: Course, assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    for script in _SCRIPTS:
        yield script, (files("grader.exports") / "autograder" / script).read_bytes()
    yield wheel()
    yield "constraints.txt", _constraints()
    yield "assignment", f"{assignment.id}\n".encode()
    yield from ((f"course/{name}", content) for name, content in _course(course, assignment))


def _constraints() -> bytes:
    """What results depend on besides grader and Python, at the versions of this machine."""
    measured = {name: number for name, number in versions().items() if name not in {"grader", "python"}}
    return "".join(f"{name}=={number}\n" for name, number in sorted(measured.items())).encode()


def _course(course: Course, assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    yield "pyproject.toml", _settings(course)
    yield ".grader-secret", course.secret + b"\n"
    folders = {
        "assignments": assignment.handout,
        "solutions": assignment.solutions,
        "autograder_tests": assignment.suite,
    }
    for parent, folder in folders.items():
        for name, content in files_in(folder):
            if not name.startswith(".") and "/." not in name:  # what editors and tools leave there
                yield f"{parent}/{assignment.id}/{name}", content


def _settings(course: Course) -> bytes:
    """What grading needs of the course's table: the gradebook's address may hold a password."""
    # JSON's strings are TOML's too, but for DEL.
    name = json.dumps(course.name, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[tool.grader]\nname = {name}\nlate_days = {course.late_days}\n".encode()


_SCRIPTS = ("setup.sh", "run_autograder")
