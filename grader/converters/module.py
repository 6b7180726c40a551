"""The reference that a notebook's code makes: the module that a student's notebook would give."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from grader.authoring.regions import BEGIN, END, solution_lines
from grader.converters.parts import Note, Part, Role
from grader.intake.notebooks.magics import foreign, parse
from grader.intake.notebooks.statements import BUILTINS, Statement, defines, statements

MAKERS = {
    "array",
    "asarray",
    "arange",
    "linspace",
    "zeros",
    "ones",
    "full",
    "eye",
    "reshape",
    "astype",
    "copy",
}
SHOWING = {"print", "display", "help"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A statement that the module keeps; `written` by students, or given to them."""

    cell: int
    question: str
    statement: Statement
    written: bool


@dataclass
class ConvertedModule:
    """`ran` are names that only running code binds, with the cell; `shown` cells that only show something.

    Of those that ran, `data` are arrays made of constants: the same wherever they are made.
    """

    name: str
    cells: list[str] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    ran: dict[str, int] = field(default_factory=dict)
    data: dict[str, Definition] = field(default_factory=dict)
    shown: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n\n".join(cell for cell in self.cells if cell.strip()) + "\n"

    @property
    def known(self) -> dict[str, Definition]:
        """Each name with its last definition."""
        return {name: each for each in self.definitions for name in each.statement.bound}

    def students(self) -> set[str]:
        """The names that students write, and those of given code that uses them."""
        known = self.known
        names = {name for name, each in known.items() if each.written}
        while more := {
            name for name, each in known.items() if name not in names and each.statement.used & names
        }:
            names |= more
        return names


def make_module(parts: Sequence[Part], name: str) -> ConvertedModule:
    """Nothing is run: statements that only define stay, and those that give an answer."""
    module = ConvertedModule(name)
    for part in parts:
        if part.kind == "code" and part.role in (Role.GIVEN, Role.ANSWER):
            _take(part, module)
    module.notes += _strangers(module)
    return module


def _take(part: Part, module: ConvertedModule) -> None:
    if (magic := foreign(part.source)) is not None:
        module.notes.append(Note(part.cell, f"`%%{magic}` is not Python", _ADVICE_MAGIC))
        return
    try:
        body, lines = parse(part.source)
    except SyntaxError as error:
        module.notes.append(Note(part.cell, f"it is not Python: {error.msg}", _ADVICE_SYNTAX))
        return
    region = solution_lines(part.source, file="") if BEGIN in part.source else frozenset()
    left = [node for node in body if not _keep(node, part, lines, region, module)]
    _tell(left, lines, part, module)
    if any(not _is_blank(node) for node in body if node not in left):
        module.cells.append(_without(left, lines, body))


def _keep(
    node: ast.stmt, part: Part, lines: Sequence[str], region: Set[int], module: ConvertedModule
) -> bool:
    known = module.known.keys() | {"__name__"}
    inside = bool(region & set(range(node.lineno, (node.end_lineno or node.lineno) + 1)))
    whole = node.lineno in region
    found = list(statements([node], lines))
    if _is_blank(node) or not (defines(node, known) or (whole and _answers(found[0], known))):
        return False
    if whole and not defines(node, known):
        names = ", ".join(f"`{name}`" for name in found[0].bound)
        module.notes.append(Note(part.cell, f"{names} comes from running code", _ADVICE_ANSWER))
    written = inside and not isinstance(node, ast.Import | ast.ImportFrom)
    for statement in found:
        module.definitions.append(Definition(part.cell, part.question, statement, written))
        for name in statement.bound:
            module.ran.pop(name, None)
    return True


def _answers(statement: Statement, known: Set[str]) -> bool:
    """Whether it sets a student's answer from what is there."""
    assigns = isinstance(statement.node, ast.Assign | ast.AnnAssign)
    return assigns and bool(statement.bound) and statement.used <= known | BUILTINS


def _is_blank(node: ast.stmt) -> bool:
    """A magic that was blanked, or a text that stands alone."""
    alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Pass) or alone


def _tell(left: Sequence[ast.stmt], lines: Sequence[str], part: Part, module: ConvertedModule) -> None:
    running = []
    for node in left:
        bound = {name: part.cell for name in _bound(node) if name not in module.known}
        module.ran |= bound
        if bound and part.role is Role.GIVEN and _is_data(node, module):
            (statement,) = statements([node], lines)
            data = Definition(part.cell, part.question, statement, written=False)
            module.data |= dict.fromkeys(bound, data)
            continue
        if not (_is_blank(node) or _shows(node, module)):
            running.append(node)
            for name in _names(node):  # which it may change
                module.data.pop(name, None)
    if running:
        first = ast.unparse(running[0]).split("\n")[0]
        more = f" and {len(running) - 1} more" if len(running) > 1 else ""
        what = f"`{_short(first)}`{more} runs code, which is no part of `{module.name}.py`"
        module.notes.append(Note(part.cell, what, _ADVICE_RUNNING))
    elif left:
        module.shown.append(part.cell)


def _bound(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id


def _names(node: ast.stmt) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _is_data(node: ast.stmt, module: ConvertedModule) -> bool:
    """`X = np.arange(6).reshape(2, 3)`: numpy's makers of arrays, on constants and on other data."""
    if not isinstance(node, ast.Assign) or not all(isinstance(target, ast.Name) for target in node.targets):
        return False
    for inner in ast.walk(node.value):
        match inner:
            case ast.Call(func=ast.Attribute(attr=name)) if name in MAKERS:
                continue
            case ast.Call() | ast.NamedExpr() | ast.Lambda() | ast.Await():
                return False
            case ast.Name(id=name) if not (name in module.data or _is_given(name, module)):
                return False
    return True


def _is_given(name: str, module: ConvertedModule) -> bool:
    definition = module.known.get(name)
    return definition is not None and not definition.written


def _strangers(module: ConvertedModule) -> Iterator[Note]:
    """Functions that use what only running code makes: neither the reference nor a submission has it."""
    for user, each in module.known.items():
        for name in sorted(each.statement.used & module.ran.keys()):
            what = f"`{user}` uses `{name}`, which cell {module.ran[name]} makes by running"
            yield Note(each.cell, what, _ADVICE_STRANGER)


def _shows(node: ast.stmt, module: ConvertedModule) -> bool:
    """Whether it does no more than to show what functions of the notebook return."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name in module.known or name in BUILTINS | SHOWING
        case ast.Expr(value=ast.Call()):
            return False
    return isinstance(node, ast.Expr)


def _without(left: Sequence[ast.stmt], lines: Sequence[str], body: Sequence[ast.stmt]) -> str:
    """The cell's lines but for those that are left out, and for regions that are empty then."""
    kept = {line for node in body if node not in left for line in _range(node)}
    out = {line for node in left for line in _with_mark(_range(node), lines)} - kept
    text = "\n".join(line for number, line in enumerate(lines, 1) if number not in out)
    return _EMPTY_REGION.sub("", text).strip("\n")


def _with_mark(taken: range, lines: Sequence[str]) -> range:
    """The lines of a statement, and the mark behind it that ends a region begun within."""
    marks = [line.strip() for line in lines]
    inside = marks[taken.start - 1 : taken.stop - 1]
    if inside.count(BEGIN) > inside.count(END):
        return range(taken.start, marks.index(END, taken.stop - 1) + 2)
    return taken


def _range(node: ast.stmt) -> range:
    decorators = [decorator.lineno for decorator in getattr(node, "decorator_list", [])]
    return range(min([node.lineno, *decorators]), (node.end_lineno or node.lineno) + 1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


_EMPTY_REGION = re.compile(
    r"^[ \t]*# BEGIN SOLUTION[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*?[ \t]*# END SOLUTION[ \t]*$\n?", re.MULTILINE
)
_ADVICE_MAGIC = (
    "the cell stays in the notebook; where functions need what it does, put that into the reference"
)
_ADVICE_SYNTAX = "fix the cell in the notebook, and convert it again"
_ADVICE_RUNNING = (
    "it stays in the notebook; give what functions and tests need as an argument, or as a constant"
)
_ADVICE_STRANGER = "pass it as an argument, or make it within the function"
_ADVICE_ANSWER = (
    "a notebook that is handed in is never run: ask for the value, for a function, or for the `.py` file"
)
