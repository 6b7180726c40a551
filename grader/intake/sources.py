"""Where on disk each student's submission lies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from grader.errors import UsageError
from grader.intake import layouts
from grader.intake.archives import archive_stem
from grader.intake.contents import is_notebook
from grader.intake.disk import listing, reason
from grader.intake.names import shown, student_id
from grader.intake.select import is_expected, likeness
from grader.intake.source import Source
from grader.intake.times import handed_in
from grader.model import Assignment

Handed = tuple[Path, ...]


def find(assignment: Assignment, paths: Sequence[Path]) -> list[Source]:
    """The submissions at `paths`, by student; raises UsageError where there are none.

    Each path is one submission (a folder that holds an expected file, an archive, a flat file) or a
    folder of them, perhaps laid out by another program (`layouts`). Nothing is read but folders' listings
    and what such a program says of the submissions.
    """
    found: dict[tuple[str, Handed], Source] = {}
    for path in paths:
        for source in _look(assignment, path):
            found.setdefault((source.student, tuple(map(Path.absolute, source.paths))), source)
    by_student: dict[str, list[Source]] = defaultdict(list)
    for source in _told_apart(assignment, list(found.values())):
        by_student[source.student].append(source)
    return [_newest(assignment.files, several) for _, several in sorted(by_student.items())]


def nameless(assignment: str) -> str:
    """What a zip is called that `grader submit` writes without a student's name."""
    return f"{assignment}-submission.zip"


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


def _look(assignment: Assignment, path: Path) -> list[Source]:
    expected = assignment.files
    try:
        path.stat()
        # A link to a folder is followed where the instructor names it, and nowhere below.
        found = _in_folder(assignment, path) if path.is_dir() else _in_file(expected, path)
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


def _in_file(expected: Sequence[str], path: Path) -> list[Source]:
    if student := archive_stem(path.name):
        return [Source(student_id(student), (path,))]
    if flat := flat_file(expected, path.name):
        return [Source(student_id(flat[0]), (path,))]
    return []


def _in_folder(assignment: Assignment, path: Path) -> list[Source]:
    place = path.resolve()
    entries = listing(place)
    expected = assignment.files
    if any(is_expected(entry.name, expected) and entry.is_file() for entry in entries):
        name = place.name if path.name in {"", ".."} else path.name
        return [Source(student_id(name), (place,))]
    found, rest = layouts.take(assignment, entries)
    return [*found, *_folders_and_archives(rest), *_flat_groups(expected, rest)]


def _folders_and_archives(entries: Sequence[Path]) -> Iterator[Source]:
    for entry in entries:
        student = entry.name if entry.is_dir() else archive_stem(entry.name)
        if student:
            yield Source(student_id(student), (entry,))


def _flat_groups(expected: Sequence[str], entries: Sequence[Path]) -> Iterator[Source]:
    groups: dict[str, list[Path]] = defaultdict(list)
    for entry in entries:
        flat = flat_file(expected, entry.name)
        if flat and not entry.is_dir():
            groups[flat[0]].append(entry)
    for student, files in groups.items():
        yield Source(student_id(student), tuple(files))


def _told_apart(assignment: Assignment, found: Sequence[Source]) -> Iterator[Source]:
    """Several zips that all have the name that `grader submit` gives are several students'."""
    nameless = [source for source in found if _is_nameless(assignment, source)]
    stems = Counter(source.student for source in nameless)
    for source in found:
        if source not in nameless or len(nameless) == 1:
            yield source
        else:
            path, stem = source.paths[0], source.student
            student = stem if stems[stem] == 1 else student_id(f"{path.absolute().parent.name}/{stem}")
            note = _NAMELESS.format(shown(path.name), shown(student))
            yield replace(source, student=student, notes=(*source.notes, note))


def _is_nameless(assignment: Assignment, source: Source) -> bool:
    """Whether the student goes by a file name that says of nobody whose it is."""
    path = source.paths[0]
    named_by_file = source.student == student_id(archive_stem(path.name) or "")
    return named_by_file and likeness(path.name, nameless(assignment.id)) is not None


def _newest(expected: Sequence[str], found: Sequence[Source]) -> Source:
    if len(found) == 1:
        return found[0]
    newest = max(found, key=lambda source: (handed_in(expected, source) or _LONG_AGO, source.paths))
    labels = _labels([source.paths for source in found])
    which = "newer" if len(labels) == 2 else "newest"
    note = f"handed in as {' and '.join(labels.values())}; the {which}, {labels[newest.paths]}, is graded"
    return replace(newest, notes=(*newest.notes, note))


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
        f"or files such as {flat}; or one submission: an archive, or a folder with {', '.join(expected)}. "
        "What nbgrader, Gradescope, Moodle and Canvas hand out is known, too."
    )


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NAMELESS = "{} does not name its student, so {} is used; `grader submit --name NAME` sets the name"
