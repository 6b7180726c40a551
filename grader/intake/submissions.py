"""One student's submission, from what lies on disk to the texts that the assignment expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.archives import archive_stem, open_archive
from grader.intake.contents import Contents, is_notebook, most_bytes
from grader.intake.disk import reason
from grader.intake.folders import open_files, open_folder
from grader.intake.names import listed, shown
from grader.intake.notebooks import UnreadableNotebook, make_module, read_cells, same_module
from grader.intake.select import choose, is_expected
from grader.intake.source import Source
from grader.intake.sources import flat_file
from grader.intake.texts import read_text
from grader.intake.times import handed_in
from grader.model import Assignment, Notebook, Submission, SubmissionInfo, content_hash


def read(assignment: Assignment, source: Source) -> Submission:
    """The expected files as texts; never raises, whatever was handed in.

    What cannot be read at all becomes a submission without files whose first warning says why.
    """
    taken = _Taken()
    try:
        taken = _take(assignment.files, _open(assignment.files, source))
        warnings = (*source.notes, *taken.closed, *taken.notes)
        unreadable = bool(taken.closed)
    except UnreadableSubmission as refusal:
        warnings, unreadable = (_said(refusal), *source.notes), True
    files = taken.files
    info = SubmissionInfo(
        assignment.id,
        source.student,
        content_hash(files),
        handed_in(assignment.files, source),
        warnings,
        unreadable,
        source.name,
        source.email,
    )
    return Submission(info, files, tuple(taken.notebooks))


def _open(expected: Sequence[str], source: Source) -> Contents:
    first = source.paths[0]
    if source.files:
        return open_files(dict(zip(source.files, source.paths, strict=True)))
    if _is_folder(first):
        return _open_folder(first)
    if _is_loose(expected, first.name):
        return open_files({_name_within(expected, path.name): path for path in source.paths})
    return open_archive(first)


def _open_folder(folder: Path) -> Contents:
    contents = open_folder(folder)
    # Learning platforms hand out a folder for each student with the one archive that was handed in.
    alone = contents.paths[0] if len(contents.paths) == 1 else ""
    return open_archive(folder / alone) if archive_stem(alone) else contents


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


@dataclass(slots=True)
class _Taken:
    """What is in a submission; `closed` says of files that are there why they cannot be read."""

    files: dict[str, str] = field(default_factory=dict)
    notebooks: list[Notebook] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def add(self, names: Sequence[str], path: str, raw: bytes) -> None:
        """`names` are the expected files that the file at `path` is, or stands for."""
        if is_notebook(path):
            self._add_notebook(names, _file_name(path), raw)
        else:
            self.files[names[0]], about = read_text(raw, names[0])
            self.notes.extend(about)

    def _add_notebook(self, names: Sequence[str], file: str, raw: bytes) -> None:
        text, about = read_text(raw, file)
        found = read_cells(text, file)
        made = make_module(found.cells, file, names)
        first, *others = names
        self.files[first] = made.text
        self.files |= dict.fromkeys(others, same_module(first))
        self.notebooks.append(Notebook(file, tuple(names), found.cells, made.defined))
        self.notes.extend([*about, *(f"{file}: {note}" for note in found.notes), *made.notes])


def _take(expected: Sequence[str], contents: Contents) -> _Taken:
    choice = choose(expected, contents.paths)
    taken = _Taken(notes=[*choice.notes, *contents.notes])
    for path, names in _by_path(choice.taken).items():
        listing = ", ".join(names)
        try:
            raw = contents.load(path)
            if len(raw) > most_bytes(path):
                taken.notes.append(f"{listing} is larger than {most_bytes(path) >> 20} MB and is not read")
            else:
                taken.add(names, path, raw)
        except OSError as error:
            taken.closed.append(f"{listing} cannot be read ({reason(error)})")
        except UnreadableNotebook as refusal:
            taken.closed.append(_said(refusal))
    if taken.closed and not taken.files:
        raise UnreadableSubmission("; ".join(taken.closed))
    if contents.paths and not choice.taken:
        raise UnreadableSubmission(f"none of the expected files is in it; it holds {listed(contents.paths)}")
    return taken


def _by_path(taken: Mapping[str, str]) -> dict[str, list[str]]:
    """One notebook may stand for several files."""
    names: dict[str, list[str]] = {}
    for name, path in taken.items():
        names.setdefault(path, []).append(name)
    return names


def _file_name(path: str) -> str:
    """The notebook's name, fit to stand in notes, on pages and in the module's comments."""
    return f"{shown(_base(path)[: -len('.ipynb')])}.ipynb"


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _said(refusal: UnreadableSubmission) -> str:
    """In one line: what, where, and what to do next."""
    return " ".join(str(refusal).split("\n  "))
