"""Notebooks in the place of files: a student who writes in Jupyter leaves the `.py` files as they came.

A notebook counts for an expected file that is absent, or in which nothing is written, where it holds what
is to be written there. Where both hold something, the file counts, as it does when it is graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.intake.contents import MAX_NOTEBOOK_BYTES
from grader.intake.notebooks import UnreadableNotebook, make_module, read_cells
from grader.intake.texts import read_text
from grader.model import Assignment, Cell
from grader.student.outline import Outline, outline, outline_of


@dataclass(frozen=True, slots=True)
class StandIn:
    """The notebook in a file's place, the module that is made of it, and that module's outline."""

    notebook: Path
    text: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class StandIns:
    """By expected file; `notes` say which and why, and what is odd about them."""

    files: Mapping[str, StandIn]
    notes: tuple[str, ...] = ()


def stand_ins(assignment: Assignment) -> StandIns:
    """What the notebooks beside the expected files stand for."""
    notes: list[str] = []
    opened = list(_opened(assignment, notes))
    chosen = {file: one for file in assignment.files if (one := _choice(assignment, file, opened, notes))}
    files: dict[str, StandIn] = {}
    for one in {one.path: one for one in chosen.values()}.values():
        names = [file for file, other in chosen.items() if other is one]
        made = make_module(one.cells, one.path.name, names)
        files |= dict.fromkeys(names, StandIn(one.path, made.text, outline_of(made.text)))
        notes += [_COUNTS.format(one.path.name, _quoted(names)), *made.notes]
    return StandIns(files, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    cells: Sequence[Cell]
    outline: Outline


def _opened(assignment: Assignment, notes: list[str]) -> Iterator[_Opened]:
    for path in sorted(assignment.handout.glob("*.ipynb")):
        try:
            with path.open("rb") as file:
                raw = file.read(MAX_NOTEBOOK_BYTES + 1)
            if len(raw) > MAX_NOTEBOOK_BYTES:
                raise UnreadableNotebook(f"larger than {MAX_NOTEBOOK_BYTES >> 20} MB", path.name)
            cells = read_cells(read_text(raw, path.name)[0], path.name).cells
            yield _Opened(path, cells, outline_of(make_module(cells, path.name, assignment.files).text))
        except (UnreadableNotebook, OSError, SyntaxError, ValueError) as error:
            notes.append(f"`{path.name}` is not looked at: {' '.join(str(error).split())}")


def _choice(assignment: Assignment, file: str, opened: Sequence[_Opened], notes: list[str]) -> _Opened | None:
    """The notebook that counts for `file`, if one does."""
    known = outline(assignment.handout / file)
    tasks = [task.name for task in assignment.tasks if task.file == file]
    missing = [part for task in tasks for part in _missing(known, task)]
    holders = [one for one in opened if any(map(one.outline.holds, missing))]
    holders = [one for one in holders if one.path.stem == Path(file).stem] or holders
    if not holders:
        return None
    held = _quoted([part for part in missing if any(one.outline.holds(part) for one in holders)])
    if _is_begun(assignment.handout / file, known, tasks):
        notes.append(_BEGUN.format(file, holders[0].path.name, held))
        return None
    if len(holders) > 1:
        notes.append(_SEVERAL.format(_quoted([one.path.name for one in holders]), held, file))
        return None
    return holders[0]


def _missing(known: Outline, task: str) -> tuple[str, ...]:
    return known.unwritten(task) or (() if task in known.lines else (task,))


def _is_begun(path: Path, known: Outline, tasks: Sequence[str]) -> bool:
    """Whether one of its functions is written, one of its answers given, or it holds what is no Python."""
    if known == Outline({}):
        return path.is_file() and bool(path.read_bytes().strip())
    functions = [task for task in tasks if task in known.lines]
    return any(not known.unwritten(task) for task in functions) or bool(not functions and known.answers)


def _quoted(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(f"`{name}`" for name in names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


_SHOWN = 4
_COUNTS = "`{}` counts for {}, where nothing is written yet: as it was last saved."
_BEGUN = "`{0}` counts, not `{1}`: copy what you have written of {2} from there, or empty the file."
_SEVERAL = "{} all hold {}: copy what is to count into `{}`."
