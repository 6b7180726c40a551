"""What is handed in: one zip with the expected files and a manifest, the same bytes for the same files."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import wording
from grader.errors import UsageError
from grader.homework import process
from grader.homework.outline import outline
from grader.model import Assignment, Status

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell
NEXT = "Upload `{name}` where your course collects submissions; you can hand in again until the deadline."


@dataclass(frozen=True, slots=True)
class HandIn:
    """The zip that was written, the files that are absent or do not import, and what is still a stub."""

    path: Path
    files: tuple[str, ...]
    faulty: tuple[str, ...]
    untouched: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        return (*self.faulty, *self.untouched)

    @property
    def step(self) -> str:
        return NEXT.format(name=self.path.name)


def hand_in(assignment: Assignment) -> HandIn:
    """Look the files over and write `<id>-submission.zip` beside them; what is wrong is told, not refused."""
    files = tuple(name for name in assignment.files if (assignment.handout / name).is_file())
    if not files:
        raise UsageError(
            "there is nothing to hand in: none of the expected files is here",
            where=str(assignment.handout),
            advice=f"Put your files there: {', '.join(assignment.files)}.",
        )
    faulty = tuple(_faults(assignment))
    path = assignment.handout / f"{assignment.id}-submission.zip"
    _write(path, assignment, files)
    return HandIn(path, files, faulty, tuple(_untouched(assignment)))


def _faults(assignment: Assignment) -> Iterator[str]:
    record = process.run(assignment, assignment.files, tasks=())
    for name in assignment.files:
        imported = record.imports[name]
        if imported.status is Status.MISSING and not (assignment.handout / name).is_file():
            yield f"`{name}` is missing: its tasks will earn nothing."
        elif imported.observed is not None:
            yield f"`{name}` cannot be imported. {' '.join(wording.full(imported.observed))}"


def _untouched(assignment: Assignment) -> Iterator[str]:
    for name in assignment.files:
        found = outline(assignment.handout / name)
        if found.stubs:
            yield f"`{name}`: not written yet: {', '.join(found.stubs)}."
        if found.blanks and not found.lines:  # a sheet of questions
            count = len(found.blanks)
            yield f"`{name}`: {count} {'answer is' if count == 1 else 'answers are'} still None."


def _write(path: Path, assignment: Assignment, files: tuple[str, ...]) -> None:
    contents = {name: (assignment.handout / name).read_bytes() for name in files}
    contents[MANIFEST] = _manifest(assignment, contents)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # the same bytes on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _manifest(assignment: Assignment, contents: dict[str, bytes]) -> bytes:
    """For people and for later: the grader believes nothing of it."""
    changed = max((assignment.handout / name).stat().st_mtime for name in contents)
    told = {
        "schema_version": SCHEMA_VERSION,
        "assignment": assignment.id,
        "title": assignment.title,
        "last_changed": datetime.fromtimestamp(int(changed), UTC).isoformat(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        "versions": {
            "grader": _version("grader"),
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
