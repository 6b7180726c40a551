"""What another machine needs to grade: the job and the files it is about, as one zip."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from grader import wire
from grader.grading import Job

# As in a course, because a suite finds out by its folder's place whose it is.
ROOTS = {"handout": "assignments", "solutions": "solutions", "suite": "autograder_tests"}
TERMS = "terms.json"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a machine is told of a run: the job as its parent sees it, and under which conditions.

    `command` is how an examiner is started: the parent's own Python, which each machine replaces by its own.
    """

    job: Job
    command: tuple[str, ...]
    patience: float
    versions: Mapping[str, str]


def pack(terms: Terms) -> bytes:
    """The terms and the assignment's folders. The course's settings stay: they may name a database."""
    job = terms.job
    shipped = replace(terms, job=replace(job, course=replace(job.course, gradebook="")))
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, strict_timestamps=False) as parcel:
        parcel.writestr(TERMS, wire.dump(shipped))
        for field, root in ROOTS.items():
            folder: Path = getattr(job.assignment, field)
            for file in _files(folder):
                parcel.write(file, Path(root, job.assignment.id, file.relative_to(folder)))
    return buffer.getvalue()


def unpack(parcel: bytes, folder: Path) -> Terms:
    """Write the files below `folder`; the terms are the parent's."""
    with ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(folder)
    terms = folder / TERMS
    told = wire.load(Terms, terms.read_bytes())
    terms.unlink()  # it holds the course's secret
    return told


def rebased(job: Job, folder: Path) -> Job:
    """The job with its files below `folder`."""
    handout, solutions, suite = (folder / root / job.assignment.id for root in ROOTS.values())
    assignment = replace(job.assignment, handout=handout, solutions=solutions, suite=suite)
    return replace(job, course=replace(job.course, root=folder), assignment=assignment)


def _files(folder: Path) -> Iterator[Path]:
    """All but what Python and tools leave there, which no grade depends on."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
            yield file
