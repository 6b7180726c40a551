"""From a notebook of nbgrader or otter-grader to the files of one new assignment. Nothing of it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.authoring.starter import ID, RESERVED, free_folders
from grader.converters import files
from grader.converters.formats import Converter, formats_of
from grader.converters.module import ConvertedModule, make_module
from grader.converters.notebook import SourceCell, read_cells
from grader.converters.parts import Note, Part
from grader.converters.suite import ConvertedSuite, make_suite
from grader.converters.titles import identifier
from grader.errors import UsageError
from grader.model import Course


@dataclass(frozen=True, slots=True)
class Converted:
    """What was made, and what is left to a person.

    `to_do` counts the tests that fail until they are written; `shown` are cells that stay in the notebook
    alone because they only show something.
    """

    assignment: str
    format: str
    module: str
    tasks: int
    public: int
    hidden: int
    to_do: int
    points: float
    shown: tuple[int, ...]
    notes: tuple[Note, ...]


def convert(notebook: Path, course: Course, id: str | None = None) -> Converted:  # noqa: A002 - the noun's own word
    """Write the assignment into the course; raises UsageError, and writes nothing, where that cannot be."""
    cells = read_cells(notebook)
    format_ = _format(cells, notebook)
    name = identifier(notebook.stem)
    chosen = id if id is not None else name
    folders = _folders(course, chosen)
    exercise = format_.take_apart(cells)
    module = make_module(exercise.parts, _module_name(name, chosen))
    suite = make_suite(exercise, module)
    if not suite.tasks:
        raise UsageError(_NOTHING, where=notebook.name, advice=_ADVICE_NOTHING)
    title = exercise.title or chosen
    _write(folders, _texts(title, exercise.parts, module, suite))
    notes = (*exercise.notes, *module.notes, *suite.notes, *_neighbours(exercise.parts, notebook))
    return _converted(chosen, format_.NAME, module, suite, notes)


def _format(cells: Sequence[SourceCell], notebook: Path) -> Converter:
    found = formats_of(cells)
    if len(found) != 1:
        names = " and ".join(format_.NAME for format_ in found)
        what = f"is a notebook of both {names}" if found else _NEITHER
        raise UsageError(what, where=notebook.name, advice=_ADVICE_NEITHER)
    return found[0]


def _folders(course: Course, id: str) -> Mapping[str, Path]:  # noqa: A002
    try:
        return free_folders(course, id)
    except UsageError as error:
        raise UsageError(error.what, where=error.where, advice=f"{error.advice} --id chooses it.") from None


def _module_name(name: str, chosen: str) -> str:
    """The notebook's own, so that students' notebooks of the same name are found to be theirs."""
    return name if ID.fullmatch(name) and name not in RESERVED else chosen


def _texts(
    title: str, parts: Sequence[Part], module: ConvertedModule, suite: ConvertedSuite
) -> Mapping[str, str]:
    texts = {
        "assignments/assignment.toml": files.settings(title, module, suite.tasks),
        "assignments/README.md": files.readme(title, module, suite.tasks),
        f"solutions/{module.name}.py": module.text,
        f"solutions/{module.name}.ipynb": files.notebook(parts, suite),
    }
    # Names of their own: not every course has pytest tell files of one name apart.
    for file, public in ((f"test_{module.name}", False), (f"public/test_{module.name}_public", True)):
        if chosen_tests := [test for test in suite.tests if test.public is public]:
            texts[f"autograder_tests/{file}.py"] = files.test_file(chosen_tests, public=public)
    return texts


def _write(folders: Mapping[str, Path], texts: Mapping[str, str]) -> None:
    """Each text into the one of the assignment's folders that its name begins with."""
    for name, text in texts.items():
        parent, _, inside = name.partition("/")
        path = folders[parent] / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _neighbours(parts: Sequence[Part], notebook: Path) -> Iterator[Note]:
    """Files beside the notebook that a cell names: modules, data, pictures."""
    files = sorted(path for path in notebook.parent.iterdir() if path.is_file() and path.suffix != ".ipynb")
    for path in files:
        imported = rf"|\b(?:import|from)\s+{re.escape(path.stem)}\b" if path.suffix == ".py" else ""
        named = re.compile(rf"(?<![\w.]){re.escape(path.name)}(?!\w){imported}")
        if cell := next((part.cell for part in parts if named.search(part.source)), None):
            place = "solutions" if path.suffix == ".py" else "assignments"
            yield Note(cell, f"it uses `{path.name}` from beside the notebook", _ADVICE_BESIDE.format(place))


def _converted(
    chosen: str, format_: str, module: ConvertedModule, suite: ConvertedSuite, notes: Sequence[Note]
) -> Converted:
    tests = suite.tests
    return Converted(
        assignment=chosen,
        format=format_,
        module=module.name,
        tasks=len(suite.tasks),
        public=sum(test.public for test in tests),
        hidden=sum(test.body is not None and not test.public for test in tests),
        to_do=sum(test.body is None for test in tests),
        points=sum(task.points for task in suite.tasks),
        shown=tuple(module.shown),
        notes=tuple(sorted(notes, key=lambda note: note.cell)),
    )


_NEITHER = "is neither a source notebook of nbgrader nor one of otter-grader"
_ADVICE_NEITHER = (
    "nbgrader's has cells that are marked in their metadata, otter's raw cells such as `# BEGIN QUESTION`; "
    "for any other begin with `grader new ID`."
)
_NOTHING = "has no test that could be an assignment's: nothing was written"
_ADVICE_NOTHING = "What is graded by hand has no place here; begin with `grader new ID` to write tests."
_ADVICE_BESIDE = "copy it into the assignment's folder in `{}/`"
