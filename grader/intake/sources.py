"""Where on disk each student's submission lies."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from grader.errors import UsageError
from grader.intake.archives import archive_stem
from grader.intake.contents import is_notebook
from grader.intake.disk import modified, reason
from grader.intake.names import is_by_product, shown
from grader.intake.select import is_expected
from grader.model import Assignment

Handed = tuple[Path, ...]
Found = list[tuple[str, Handed]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one student's submission lies: a folder, an archive, or loose files."""

    student: str
    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def find(assignment: Assignment, paths: Sequence[Path]) -> list[Source]:
    """The submissions at `paths`, by student; raises UsageError where there are none.

    Each path is one submission (a folder that holds an expected file, an archive, a flat file) or a
    folder of them. Nothing but folders' listings is read.
    """
    by_student: dict[str, list[Handed]] = defaultdict(list)
    for path in paths:
        for student, handed in _look(assignment.files, path):
            if handed not in by_student[student]:
                by_student[student].append(handed)
    return [_newest(student, found) for student, found in sorted(by_student.items())]


def flat_file(expected: Sequence[str], name: str) -> tuple[str, str] | None:
    """Student and file of `alice_softmax.py` and `alice.ipynb`; of `alice.py` where one file is expected."""
    if is_expected(name, expected):
        return None  # whose it is, only its folder can tell
    pieces = name.split("_")
    for split in range(1, len(pieces)):
        student, file = "_".join(pieces[:split]), "_".join(pieces[split:])
        if student and is_expected(file, expected):
            return student, file
    whole = PurePath(name)
    if is_notebook(name) and whole.stem:
        return whole.stem, name
    if len(expected) == 1 and whole.suffix and whole.suffix == PurePath(expected[0]).suffix:
        return whole.stem, expected[0]
    return None


def _look(expected: Sequence[str], path: Path) -> Found:
    try:
        path.stat()
        # A link to a folder is followed where the instructor names it, and nowhere below.
        found = _in_folder(expected, path) if path.is_dir() else _in_file(expected, path)
    except FileNotFoundError:
        raise UsageError(
            "no such file or folder", where=str(path), advice="Check the spelling, and the folder you are in."
        ) from None
    except OSError as error:
        raise UsageError(
            f"cannot be read ({reason(error)})", where=str(path), advice="Check its permissions."
        ) from None
    if not found:
        what = "no submission in this folder" if path.is_dir() else "neither an archive nor a submitted file"
        raise UsageError(what, where=str(path), advice=_layouts(expected))
    return found


def _in_file(expected: Sequence[str], path: Path) -> Found:
    if student := archive_stem(path.name):
        return [(_student(student), (path,))]
    if flat := flat_file(expected, path.name):
        return [(_student(flat[0]), (path,))]
    return []


def _in_folder(expected: Sequence[str], path: Path) -> Found:
    place = path.resolve()
    entries = sorted(entry for entry in place.iterdir() if not is_by_product(entry.name))
    if any(is_expected(entry.name, expected) and entry.is_file() for entry in entries):
        name = place.name if path.name in {"", ".."} else path.name
        return [(_student(name), (place,))]
    return [*_folders_and_archives(entries), *_flat_groups(expected, entries)]


def _folders_and_archives(entries: Sequence[Path]) -> Iterator[tuple[str, Handed]]:
    for entry in entries:
        student = entry.name if entry.is_dir() else archive_stem(entry.name)
        if student:
            yield _student(student), (entry,)


def _flat_groups(expected: Sequence[str], entries: Sequence[Path]) -> Iterator[tuple[str, Handed]]:
    groups: dict[str, list[Path]] = defaultdict(list)
    for entry in entries:
        flat = flat_file(expected, entry.name)
        if flat and not entry.is_dir():
            groups[flat[0]].append(entry)
    for student, files in groups.items():
        yield _student(student), tuple(files)


def _student(name: str) -> str:
    """The id as it is, without control characters; bytes that are no UTF-8 are spelled out."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cc").strip() or "unnamed"


def _newest(student: str, handed_in: Sequence[Handed]) -> Source:
    newest = max(handed_in, key=lambda paths: (modified(paths) or 0, paths))
    if len(handed_in) == 1:
        return Source(student, newest)
    labels = _labels(handed_in)
    which = "newer" if len(labels) == 2 else "newest"
    note = f"handed in as {' and '.join(labels.values())}; the {which}, {labels[newest]}, is graded"
    return Source(student, newest, (note,))


def _labels(handed_in: Sequence[Handed]) -> dict[Handed, str]:
    """Short names, with the folder above where two would read the same."""
    short = {paths: _label(paths) for paths in handed_in}
    if len(set(short.values())) == len(short):
        return short
    return {paths: f"{shown(paths[0].parent.name)}/{label}" for paths, label in short.items()}


def _label(paths: Handed) -> str:
    return ", ".join(shown(path.name) + ("/" if path.is_dir() else "") for path in paths)


def _layouts(expected: Sequence[str]) -> str:
    flat = f"alice_{expected[0]}"
    if len(expected) == 1:
        flat += f" or alice{PurePath(expected[0]).suffix}"
    return (
        "Give a folder that holds one folder per student, archives such as alice.zip or bob.tar.gz, "
        f"or files such as {flat}; or one submission: an archive, or a folder with {', '.join(expected)}."
    )
