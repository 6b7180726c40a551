"""Files of many students side by side, which a platform renamed so that each tells whose it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.intake.archives import archive_stem
from grader.intake.contents import is_notebook
from grader.intake.names import listed, shown, student_id
from grader.intake.select import is_expected
from grader.intake.source import Source
from grader.model import Assignment


@dataclass(frozen=True, slots=True)
class Upload:
    """One file; `file` is what its student called it, and of two files the later has the higher `number`."""

    student: str
    name: str
    file: str
    path: Path
    number: int = 0
    notes: tuple[str, ...] = ()


def gathered(assignment: Assignment, uploads: Sequence[Upload]) -> list[Source]:
    """A submission per student, of the last attempt at each file."""
    by_student: dict[str, list[Upload]] = defaultdict(list)
    for upload in uploads:
        by_student[upload.student].append(upload)
    return [_source(assignment.files, found) for found in by_student.values()]


def _source(expected: Sequence[str], uploads: Sequence[Upload]) -> Source:
    attempts = _attempts(expected, uploads)
    last = {file: max(tries, key=_order) for file, tries in sorted(attempts.items())}
    marks = dict.fromkeys(note for upload in last.values() for note in upload.notes)
    notes = (*marks, *_superseded(attempts, last))
    student, name = student_id(uploads[0].student), uploads[0].name
    archives = [upload for file, upload in last.items() if archive_stem(file)]
    if archives and not any(is_notebook(file) or is_expected(file, expected) for file in last):
        archive = max(archives, key=_order)
        aside = [upload.file for upload in last.values() if upload is not archive]
        left = (f"left aside: {listed(aside)}",) if aside else ()
        return Source(student, (archive.path,), (*notes, *left), name=name)
    paths = tuple(upload.path for upload in last.values())
    return Source(student, paths, notes, tuple(last), name=name)


def _attempts(expected: Sequence[str], uploads: Sequence[Upload]) -> Mapping[str, list[Upload]]:
    """By the file's name before the platform numbered it."""
    given = {upload.file for upload in uploads}
    attempts: dict[str, list[Upload]] = defaultdict(list)
    for upload in uploads:
        first = _NUMBERED.sub(r"\g<ending>", upload.file)
        again = upload.file not in expected and (first in given or is_expected(first, expected))
        attempts[first if again else upload.file].append(upload)
    return attempts


def _order(upload: Upload) -> tuple[int, int]:
    numbered = _NUMBERED.search(upload.file)
    return upload.number, int(numbered["count"]) if numbered else 0


def _superseded(attempts: Mapping[str, list[Upload]], last: Mapping[str, Upload]) -> Iterator[str]:
    for file, upload in last.items():
        if len(attempts[file]) > 1:
            yield (
                f"{shown(file)} was handed in {len(attempts[file])} times: "
                f"the last, {shown(upload.file)}, counts"
            )


_NUMBERED = re.compile(r"-(?P<count>\d{1,3})(?P<ending>(?:\.tar)?\.[^.]+)\Z")
