"""otter-grader's source notebooks: raw cells say where questions, solutions and tests begin and end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from grader.converters.marks import MarksError, from_otter, split_magics
from grader.converters.notebook import SourceCell
from grader.converters.parts import Case, Exercise, Form, Note, Part, Role, as_points
from grader.converters.titles import heading, plain

NAME = "otter-grader"
CONFIG = re.compile(r"#\s+ASSIGNMENT\s+CONFIG\b", re.IGNORECASE)
BOUNDARY = re.compile(r"#\s+(BEGIN|END)\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.IGNORECASE)
TEST_CONFIG = re.compile(
    r'\s*(?:.\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG[^\n]*\n(.*?)\n\s*""?"?\s*;?\s*#\s*END\s*TEST\s*CONFIG[^\n]*',
    re.IGNORECASE | re.DOTALL,
)
IGNORED_CELL = re.compile(r"(##\s*ignore\s*##|#\s*ignore\b)", re.IGNORECASE)
IGNORED_BLOCK = re.compile(r"^[^\n]*# BEGIN IGNORE[^\n]*\n.*?# END IGNORE[^\n]*\n?", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"#\s?(?:BEGIN |END )?SOLUTION\b")
DROPPED_LINE = re.compile(r"^[^\n]*#\s?(?:IGNORE|SEED)[ \t]*$\n?", re.MULTILINE)


def is_of_this_format(cells: Iterable[SourceCell]) -> bool:
    return any(
        cell.kind == "raw" and (CONFIG.match(cell.source) or BOUNDARY.match(cell.source)) for cell in cells
    )


def take_apart(cells: Sequence[SourceCell]) -> Exercise:
    reader = _Reader()
    for cell in cells:
        if not IGNORED_CELL.match(cell.source):
            reader.take(cell)
    title = reader.config.get("name") or heading(cells)
    return Exercise(plain(str(title)), tuple(reader.parts), tuple(reader.cases), tuple(reader.notes))


@dataclass(frozen=True, slots=True)
class _Case:
    """A test cell before the question's points are shared out."""

    case: Case
    points: float | None


@dataclass
class _Reader:
    config: dict[str, Any] = field(default_factory=dict)
    question: dict[str, Any] = field(default_factory=dict)
    block: str = ""  # the innermost of what has begun
    waiting: list[_Case] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.question.get("name", ""))

    def take(self, cell: SourceCell) -> None:
        if cell.kind == "raw" and CONFIG.match(cell.source):
            self.config |= self._yaml(cell, cell.source)
        elif cell.kind == "raw" and (found := BOUNDARY.match(cell.source)):
            self._boundary(cell, found[1].upper() == "BEGIN", found[2].upper())
        elif self.block == "TESTS":
            self._test(cell)
        elif self.block == "SOLUTION" or (cell.kind == "code" and MARK.search(cell.source)):
            self._solution(cell)
        elif not re.search(r"\botter\.Notebook\(", cell.source):
            self._add(cell, Role.GIVEN if cell.kind == "code" else Role.TEXT)

    def _boundary(self, cell: SourceCell, begins: bool, block: str) -> None:
        if block == "QUESTION":
            self._settle()
            self.question = self._yaml(cell, cell.source) if begins else {}
            if begins and self.question.get("manual") is True:
                points = self.question.get("points") or 0
                self.notes.append(Note(cell.number, _BY_HAND.format(self.name, points), _ADVICE_BY_HAND))
        self.block = block if begins and block != "QUESTION" else ""

    def _settle(self) -> None:
        """The question's points are shared out when all of its tests are known."""
        if not self.waiting:
            return
        first = self.waiting[0].case.cell
        try:
            shares = shared_points(self.question.get("points"), [each.points for each in self.waiting])
        except ValueError as error:
            self.notes.append(
                Note(first, f"the points of `{self.name}` are not clear: {error}", _ADVICE_POINTS)
            )
            shares = [each.points or 1.0 for each in self.waiting]
        cases = [replace(each.case, points=share) for each, share in zip(self.waiting, shares, strict=True)]
        self.cases += self._all_or_nothing(cases) if self.question.get("all_or_nothing") is True else cases
        self.waiting = []

    def _all_or_nothing(self, cases: Sequence[Case]) -> Iterator[Case]:
        """One test has all the points; what students see of it is worth nothing alone."""
        yield from (replace(case, points=0.0) for case in cases if case.visible)
        if any(case.printed != "" or case.form is not Form.DOCTEST for case in cases):
            what = f"`{self.name}` is all or nothing, and its tests are not plain asserts"
            self.notes.append(Note(cases[0].cell, what, _ADVICE_ALL))
            yield from (case for case in cases if not case.visible)
            return
        source = "\n".join(case.source for case in cases)
        points = math.fsum(case.points for case in cases)
        yield replace(cases[0], name=f"{self.name}_all", source=source, points=points, visible=False)

    def _test(self, cell: SourceCell) -> None:
        if cell.kind != "code":
            self._add(cell, Role.TEXT)
            return
        self._add(cell, Role.TEST)
        first, _, rest = cell.source.partition("\n")
        hidden = first.lstrip().startswith("#") and re.search(r"\bhidden\b", first, re.IGNORECASE) is not None
        source, config = rest if hidden else cell.source, {}
        if found := TEST_CONFIG.match(cell.source):
            source, config = cell.source[found.end() :], self._yaml(cell, found[1])
        case = Case(
            cell.number,
            f"{self.name}_{len(self.waiting) + 1}",
            source.strip("\n"),
            0.0,
            visible=config.get("hidden", hidden) is not True,
            form=self._form,
            printed=cell.printed,
            question=self.name,
        )
        self.waiting.append(_Case(case, as_points(config.get("points"))))

    @property
    def _form(self) -> Form:
        tests = self.config.get("tests")
        functions = isinstance(tests, dict) and tests.get("ok_format") is False
        return Form.FUNCTION if functions else Form.DOCTEST

    def _solution(self, cell: SourceCell) -> None:
        if cell.kind != "code":
            self._add(cell, Role.AUTHOR)
            return
        try:
            magics, source = split_magics(_cleaned(cell.source))
            source = from_otter(source) if source.strip() else ""
        except MarksError as error:
            self.notes.append(Note(cell.number, f"its solution is left out: {error}", _ADVICE_MARKS))
            self._add(cell, Role.AUTHOR)
            return
        if magics.strip():
            self.parts.append(Part(cell.number, Role.GIVEN, "code", magics, self.name))
        role = Role.MANUAL if self.question.get("manual") is True else Role.ANSWER
        if "# BEGIN SOLUTION" not in source and role is Role.ANSWER:
            self.notes.append(Note(cell.number, _UNMARKED, _ADVICE_UNMARKED))
        self.parts.append(Part(cell.number, role, "code", source, self.name))

    def _add(self, cell: SourceCell, role: Role) -> None:
        source = _cleaned(cell.source) if cell.kind == "code" else cell.source
        self.parts.append(Part(cell.number, role, cell.kind, source, self.name))

    def _yaml(self, cell: SourceCell, text: str) -> dict[str, Any]:
        try:
            found = yaml.safe_load(text)
        except yaml.YAMLError:
            self.notes.append(Note(cell.number, "its YAML cannot be read, and is passed over", _ADVICE_MARKS))
            return {}
        return found if isinstance(found, dict) else {}


def shared_points(total: object, own: Sequence[float | None]) -> list[float]:
    """What each test is worth: its own points, or an equal share of what is left of the question's."""
    match total:
        case list():
            if len(total) != len(own):
                raise ValueError(f"a list of {len(total)} for {len(own)} tests")
            own, total = [as_points(points) for points in total], None
        case {"each": each}:
            total = (as_points(each) or 0.0) * len(own)
    given = math.fsum(points for points in own if points is not None)
    blank = sum(points is None for points in own)
    if (possible := as_points(total)) is None:
        left = 0.0 if given else 1.0
    elif given > possible:
        raise ValueError(f"its tests have {given:g}, the question {possible:g}")
    else:
        left = possible - given
    return [left / blank if points is None else points for points in own]


def _cleaned(source: str) -> str:
    """Without the lines that otter itself leaves out."""
    return DROPPED_LINE.sub("", IGNORED_BLOCK.sub("", f"{source}\n")).rstrip("\n")


_BY_HAND = "`{}` is graded by hand in otter, {} points"
_ADVICE_BY_HAND = (
    "its text goes out, its points are left out: add them to a task with `grader adjust`, or ask for what "
    "a test can check"
)
_ADVICE_MARKS = "fix it in the notebook and convert it again, or write it by hand"
_ADVICE_POINTS = "each test has its own points, or 1: change its mark and the task in assignment.toml"
_ADVICE_ALL = "each of its tests counts alone now: put them into one"
_UNMARKED = "a solution without a mark goes out whole, as otter does it"
_ADVICE_UNMARKED = (
    "put `# BEGIN SOLUTION` and `# END SOLUTION` around it in the notebook, and convert it again"
)
