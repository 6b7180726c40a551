"""What is handed in: one zip with the expected files and a manifest, the same bytes for the same files."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import messages
from grader.errors import UsageError
from grader.intake.sources import nameless
from grader.messages import counted
from grader.model import Assignment, Status
from grader.student import process
from grader.student.notebooks import StandIn, stand_ins
from grader.student.outline import outline

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
_NAME = re.compile(r"\w(?:[\w.@-]{0,62}\w)?")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell
NEXT = "Upload `{name}` where your course collects submissions; you can hand in again until the deadline."


@dataclass(frozen=True, slots=True)
class HandIn:
    """The zip that was written, the files that are absent or do not import, and what is still a stub.

    `notes` say which notebooks are in it in the place of files.
    """

    path: Path
    files: tuple[str, ...]
    faulty: tuple[str, ...]
    untouched: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        return (*self.notes, *self.faulty, *self.untouched)

    @property
    def step(self) -> str:
        return NEXT.format(name=self.path.name)


def hand_in(assignment: Assignment, student: str | None = None) -> HandIn:
    """Look the files over and write a zip beside them; what is wrong is told, not refused.

    The zip is called `<id>-submission.zip`, or by its student where one is named.
    """
    notebooks = stand_ins(assignment)
    files = _files(assignment, notebooks.files)
    if not files:
        raise UsageError(
            "there is nothing to hand in: none of the expected files is here",
            where=str(assignment.handout),
            advice=f"Put your files there: {', '.join(assignment.files)}.",
        )
    path = assignment.handout / _zip_name(assignment, student)
    faulty = tuple(_faults(assignment, notebooks.files))
    _write(path, assignment, files)
    return HandIn(path, tuple(files), faulty, tuple(_untouched(assignment, notebooks.files)), notebooks.notes)


def _files(assignment: Assignment, notebooks: Mapping[str, StandIn]) -> dict[str, Path]:
    """What goes into the zip under which name.

    A notebook that is one file's alone gets that file's name, by which the grader knows what it stands for.
    """
    files: dict[str, Path] = {}
    for name in assignment.files:
        if name in notebooks:
            path = notebooks[name].notebook
            alone = [one.notebook for one in notebooks.values()].count(path) == 1
            files[f"{Path(name).stem}.ipynb" if alone else path.name] = path
        elif (path := assignment.handout / name).is_file():
            files[name] = path
    return files


def _zip_name(assignment: Assignment, student: str | None) -> str:
    """By the student's name the grader knows whose a zip is."""
    if student is None:
        return nameless(assignment.id)
    if not _NAME.fullmatch(student):
        raise UsageError(
            f"`{messages.printable(student)}` cannot be the name of a zip",
            advice="Take the one that your course knows you by: letters, digits, and . _ - @ between them.",
        )
    return f"{student}.zip"


def _faults(assignment: Assignment, notebooks: Mapping[str, StandIn]) -> Iterator[str]:
    record = process.run(assignment, assignment.files, tasks=())
    for name in assignment.files:
        imported = record.imports[name]
        absent = name not in notebooks and not (assignment.handout / name).is_file()
        if imported.status is Status.MISSING and absent:
            yield f"`{name}` is missing: its tasks will earn nothing."
        elif imported.observed is not None:
            yield f"`{name}` cannot be imported. {' '.join(messages.full(imported.observed))}"


def _untouched(assignment: Assignment, notebooks: Mapping[str, StandIn]) -> Iterator[str]:
    for name in assignment.files:
        found = outline(assignment.handout / name)
        stand_in = notebooks.get(name)
        stubs, blanks = (
            [part for part in parts if not (stand_in and stand_in.outline.holds(part))]
            for parts in (found.stubs, found.blanks)
        )
        file = stand_in.notebook.name if stand_in else name
        if stubs:
            yield f"`{file}`: not written yet: {', '.join(stubs)}."
        if blanks and not found.lines:  # a sheet of questions
            yield f"`{file}`: {counted(len(blanks), 'answer is', 'answers are')} still None."


def _write(path: Path, assignment: Assignment, files: Mapping[str, Path]) -> None:
    contents = {name: file.read_bytes() for name, file in files.items()}
    changed = max(file.stat().st_mtime for file in files.values())
    contents[MANIFEST] = _manifest(assignment, contents, changed)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # the same bytes on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _manifest(assignment: Assignment, contents: Mapping[str, bytes], changed: float) -> bytes:
    """For people and for later: the grader believes nothing of it."""
    told = {
        "schema_version": SCHEMA_VERSION,
        "assignment": assignment.id,
        "title": assignment.title,
        "last_changed": datetime.fromtimestamp(int(changed), UTC).isoformat(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        "versions": {
            "grader": _version("numgrader"),
            "numpy": _version("numpy"),
            "python": platform.python_version(),
            "platform": sys.platform,
        },
    }
    return (json.dumps(told, indent=2) + "\n").encode()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None  # run from its sources
