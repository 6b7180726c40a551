"""Release: a handout is written into the course and packed for students, or compared with what is there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.authoring import record
from grader.authoring.handout import MADE, Handout
from grader.errors import Problem

MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold, for every file in it
READABLE = 0o644 << 16  # the place of Unix permissions in a zip
UNIX = 3


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of a handout that were not as they should be, by their path in its folder.

    `recorded` says whether it is made from other references than before.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    recorded: bool


def out_of_step(handout: Handout) -> list[Problem]:
    """Each file in the course that is not what its source gives, or has changed since it was released."""
    return [*_out_of_step(handout), *record.out_of_date(handout)]


def write(handout: Handout) -> Changes:
    """Bring the files in the course into step, and put on record what they are made from."""
    recorded = record.write(handout)
    changes = Changes(tuple(_stale(handout)), tuple(_left_over(handout)), recorded)
    for name in changes.written:
        path = handout.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(handout.made[name].content)
    for name in changes.removed:
        (handout.folder / name).unlink()
    return changes


def pack(handout: Handout, folder: Path) -> Path:
    """Write the handout's zip into `folder`: one folder in it, and the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in handout.files.items():
            entry = zipfile.ZipInfo(f"{handout.assignment}/{name}", MIDNIGHT)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{handout.assignment}.zip"
    path.write_bytes(buffer.getvalue())
    return path


def _out_of_step(handout: Handout) -> Iterator[Problem]:
    folder = f"assignments/{handout.assignment}"
    for name in _stale(handout):
        made, path = handout.made[name], handout.folder / name
        if path.is_file():
            line = _first_difference(path.read_bytes(), made.content)
            yield Problem(f"{folder}/{name}", line, f"is not what `{made.source}` gives")
        else:
            yield Problem(f"{folder}/{name}", None, f"is missing; `{made.source}` gives it")
    for name in _left_over(handout):
        yield Problem(f"{folder}/{name}", None, "is made from nothing that is still there")


def _stale(handout: Handout) -> Iterator[str]:
    for name, made in handout.made.items():
        path = handout.folder / name
        if not path.is_file() or path.read_bytes() != made.content:
            yield name


def _left_over(handout: Handout) -> Iterator[str]:
    for pattern in MADE:
        for path in sorted(handout.folder.glob(pattern)):
            name = path.relative_to(handout.folder).as_posix()
            if name not in handout.made:
                yield name


def _first_difference(there: bytes, made: bytes) -> int:
    """The first line, from 1, that differs; the one after the last where one of them just ends."""
    ours, theirs = made.split(b"\n"), there.split(b"\n")
    pairs = enumerate(zip(ours, theirs, strict=False), start=1)
    return next((number for number, (a, b) in pairs if a != b), min(len(ours), len(theirs)) + 1)
