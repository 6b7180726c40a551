"""nbgrader: `submitted/<student>/<assignment>/`, with a `timestamp.txt` beside the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from grader.intake.disk import is_folder, is_there, listing, read_regular, reason
from grader.intake.layouts.times import moment
from grader.intake.names import shown, student_id
from grader.intake.select import is_expected
from grader.intake.source import Source
from grader.model import Assignment

SUBMITTED = "submitted"
TIMESTAMP = "timestamp.txt"


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:
    """The submissions in nbgrader's course folder, or in its `submitted/`.

    A student without a folder for this assignment has handed in another one.
    """
    submitted = [entry for entry in entries if entry.name == SUBMITTED and is_folder(entry)]
    students = listing(submitted[0]) if submitted else entries
    handed = [student for student in students if is_there(student / assignment.id)]
    if not handed or not (submitted or _is_submitted(students)):
        return [], list(entries)
    others = sorted(set(students).difference(handed))
    return (
        [_source(student, assignment.id) for student in handed],
        [entry for entry in others if not is_folder(entry) or _holds_expected(entry, assignment.files)],
    )


def _is_submitted(students: Sequence[Path]) -> bool:
    """By its name, or because everybody, and not just one, has a timestamp where nbgrader puts it.

    A single one may be what was in an archive: whoever made that would date their own work, and have
    the others' folders read as nbgrader's.
    """
    dated = [_is_dated(student) for student in students if is_folder(student)]
    return students[0].parent.name == SUBMITTED or (len(dated) > 1 and all(dated))


def _is_dated(student: Path) -> bool:
    try:
        return any(is_there(assignment / TIMESTAMP) for assignment in student.iterdir())
    except OSError:
        return False


def _holds_expected(folder: Path, expected: Sequence[str]) -> bool:
    try:
        return any(is_expected(entry.name, expected) for entry in listing(folder))
    except OSError:
        return True  # reading it will say why not


def _source(student: Path, assignment: str) -> Source:
    if student.is_symlink():
        return Source(student_id(student.name), (student,))  # reading it will say why not
    received_at, note = _received(student / assignment)
    notes = (note,) if note else ()
    return Source(student_id(student.name), (student / assignment,), notes, received_at=received_at)


def _received(folder: Path) -> tuple[datetime | None, str]:
    """When it was handed in; else why the timestamp does not tell, where there is one."""
    if folder.is_symlink():
        return None, ""
    try:
        text = read_regular(folder / TIMESTAMP, _LONGEST).decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        return None, f"{TIMESTAMP} cannot be read ({reason(error)}): the files' own times count"
    try:
        return moment(text), ""
    except ValueError:
        return None, f"{TIMESTAMP} says `{shown(text)}`, which is no time: the files' own times count"


_LONGEST = 200
