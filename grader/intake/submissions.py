"""One student's submission, from what lies on disk to the texts that the assignment expects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.archives import archive_stem, open_archive
from grader.intake.contents import MAX_FILE_BYTES, Contents
from grader.intake.disk import modified, moment, reason
from grader.intake.folders import open_files, open_folder
from grader.intake.names import listed
from grader.intake.select import choose, is_expected
from grader.intake.sources import Source, flat_file
from grader.intake.texts import read_text
from grader.model import Assignment, Receipt, Submission, content_hash


def read(assignment: Assignment, source: Source) -> Submission:
    """The expected files as texts; never raises, whatever was handed in.

    What cannot be read at all becomes a submission without files whose first oddity says why.
    """
    dated: Sequence[Path] = source.paths
    try:
        contents = _open(assignment.files, source.paths)
        dated = _dated(assignment.files, source.paths, contents)
        files, notes, unreadable = _take(assignment.files, contents)
        oddities: tuple[str, ...] = (*source.notes, *notes)
    except UnreadableSubmission as refusal:
        files, oddities, unreadable = {}, (str(refusal), *source.notes), True
    received_at = moment(modified(dated))
    receipt = Receipt(assignment.id, source.student, content_hash(files), received_at, oddities, unreadable)
    return Submission(receipt, files)


def _open(expected: Sequence[str], paths: Sequence[Path]) -> Contents:
    first = paths[0]
    if _is_folder(first):
        contents = open_folder(first)
        # Learning platforms hand out a folder for each student with the one archive that was handed in.
        alone = contents.paths[0] if len(contents.paths) == 1 else ""
        return open_archive(first / alone) if archive_stem(alone) else contents
    if _is_loose(expected, first.name):
        return open_files({_name_within(expected, path.name): path for path in paths})
    return open_archive(first)


def _dated(expected: Sequence[str], paths: Sequence[Path], contents: Contents) -> Sequence[Path]:
    """What tells when it was handed in: a folder's own date says nothing of a file edited in place."""
    if not _is_folder(paths[0]):
        return paths
    inside = [path for path in contents.paths if is_expected(path.rpartition("/")[2], expected)]
    return [paths[0] / path for path in inside] or paths


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # opening it as a file will say why


def _is_loose(expected: Sequence[str], name: str) -> bool:
    return is_expected(name, expected) or flat_file(expected, name) is not None


def _name_within(expected: Sequence[str], name: str) -> str:
    flat = flat_file(expected, name)
    return flat[1] if flat else name


def _take(expected: Sequence[str], contents: Contents) -> tuple[dict[str, str], list[str], bool]:
    """The files, what is odd about them, and whether one is there that could not be read."""
    choice = choose(expected, contents.paths)
    files: dict[str, str] = {}
    notes = [*choice.notes, *contents.notes]
    closed: list[str] = []
    for name, path in choice.taken.items():
        try:
            raw = contents.load(path)
        except OSError as error:
            closed.append(f"{name} cannot be read ({reason(error)})")
            continue
        if len(raw) > MAX_FILE_BYTES:
            notes.append(f"{name} is larger than {MAX_FILE_BYTES >> 20} MB and is not read")
            continue
        files[name], about = read_text(raw, name)
        notes.extend(about)
    if closed and not files:
        raise UnreadableSubmission("; ".join(closed))
    if contents.paths and not choice.taken:
        raise UnreadableSubmission(f"none of the expected files is in it; it holds {listed(contents.paths)}")
    return files, [*closed, *notes], bool(closed)
