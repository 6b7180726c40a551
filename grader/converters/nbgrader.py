"""nbgrader's source notebooks: what a cell is, its metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.converters.marks import MarksError, from_nbgrader, split_magics
from grader.converters.notebook import SourceCell
from grader.converters.parts import Case, Exercise, Note, Part, Role, as_points
from grader.converters.titles import docstring, heading
from grader.errors import UsageError

NAME = "nbgrader"
TO_ANSWER = "*Write your answer here.*"
MARK = re.compile("(?:BEGIN|END) SOLUTION")
MARK_SCHEME = re.compile(r"^.*BEGIN MARK SCHEME.*\n(?:.*\n)*?.*END MARK SCHEME.*\n?", re.MULTILINE)


def is_of_this_format(cells: Iterable[SourceCell]) -> bool:
    return any(_settings(cell) for cell in cells)


def take_apart(cells: Sequence[SourceCell]) -> Exercise:
    """Raises UsageError for what students got: it has no solutions."""
    marked = any("BEGIN SOLUTION" in cell.source for cell in cells)
    if not marked and any("checksum" in _settings(cell) for cell in cells):
        raise UsageError(_RELEASED, advice=_ADVICE_RELEASED)
    reader = _Reader()
    for cell in cells:
        reader.take(cell)
    return Exercise(heading(cells), tuple(reader.parts), tuple(reader.cases), tuple(reader.notes))


@dataclass
class _Reader:
    parts: list[Part] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, cell: SourceCell) -> None:
        settings = _settings(cell)
        graded, solution = settings.get("grade") is True, settings.get("solution") is True
        if settings.get("task") is True or (graded and (solution or cell.kind != "code")):
            self._by_hand(cell, settings)
        elif cell.kind != "code":
            self._add(cell, Role.AUTHOR if solution else Role.TEXT)
        elif graded or "BEGIN HIDDEN TESTS" in cell.source:
            self._test(cell, settings)
        elif solution or MARK.search(cell.source):
            self._answer(cell, Role.ANSWER)
        else:
            self._add(cell, Role.GIVEN)

    def _by_hand(self, cell: SourceCell, settings: dict[str, Any]) -> None:
        self.notes.append(Note(cell.number, _BY_HAND.format(_points(settings)), _ADVICE_BY_HAND))
        if cell.kind == "code":
            self._answer(cell, Role.MANUAL)
        elif settings.get("solution") is True:
            self._add(cell, Role.AUTHOR)
            self.parts.append(Part(cell.number, Role.TEXT, "markdown", TO_ANSWER))
        else:
            text = MARK_SCHEME.sub("", f"{cell.source}\n").rstrip("\n")
            self.parts.append(Part(cell.number, Role.TEXT, cell.kind, text))

    def _answer(self, cell: SourceCell, role: Role) -> None:
        try:
            magics, plain = split_magics(cell.source)
            source = from_nbgrader(plain) if plain.strip() else ""
        except MarksError as error:
            self.notes.append(Note(cell.number, f"its solution is left out: {error}", _ADVICE_MARKS))
            self._add(cell, Role.AUTHOR)
            return
        if magics.strip():
            self.parts.append(Part(cell.number, Role.GIVEN, "code", magics))
        self.parts.append(Part(cell.number, role, "code", source))

    def _test(self, cell: SourceCell, settings: dict[str, Any]) -> None:
        """Its points are for the cell as a whole: beside a hidden part what is visible is worth nothing."""
        self._add(cell, Role.TEST)
        visible, whole = _without_hidden(cell.source)
        name = str(settings.get("grade_id") or f"cell_{cell.number}")
        points, title = _points(settings), docstring(whole)
        if visible == whole:
            self.cases.append(Case(cell.number, name, whole, points, visible=True, title=title))
            return
        if docstring(visible) == title and visible.strip():
            self.cases.append(Case(cell.number, name, visible, 0.0, visible=True, title=title))
        hidden = docstring(visible) and f"{docstring(visible).rstrip('.')} (hidden tests)"
        self.cases.append(Case(cell.number, f"{name}_hidden", whole, points, visible=False, title=hidden))

    def _add(self, cell: SourceCell, role: Role) -> None:
        self.parts.append(Part(cell.number, role, cell.kind, cell.source))


def _settings(cell: SourceCell) -> dict[str, Any]:
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def _points(settings: dict[str, Any]) -> float:
    return as_points(settings.get("points")) or 0.0


def _without_hidden(source: str) -> tuple[str, str]:
    """What students see of a test, and all of it, both without the marks."""
    visible, whole, hidden = [], [], False
    for line in source.split("\n"):
        if "BEGIN HIDDEN TESTS" in line or "END HIDDEN TESTS" in line:
            hidden = "BEGIN" in line
            continue
        whole.append(line)
        if not hidden:
            visible.append(line)
    return "\n".join(visible), "\n".join(whole)


_RELEASED = "this is nbgrader's notebook for students: it holds no solutions"
_ADVICE_RELEASED = "Convert the one in the course's folder `source/`."
_BY_HAND = "graded by hand in nbgrader, {:g} points"
_ADVICE_BY_HAND = (
    "its text goes out, its points are left out: add them to a task with `grader adjust`, or ask for what "
    "a test can check"
)
_ADVICE_MARKS = "fix its marks in the notebook and convert it again, or write it into the reference"
