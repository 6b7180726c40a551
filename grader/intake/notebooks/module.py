"""From a notebook's cells to the module that they define; running code stays behind."""

from __future__ import annotations
import __future__

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from grader.intake.contents import MAX_FILE_BYTES
from grader.intake.names import shown
from grader.intake.notebooks.magics import foreign, parse
from grader.intake.notebooks.refusal import UnreadableNotebook
from grader.intake.notebooks.statements import Statement, defines, statements
from grader.intake.signs import python_signs
from grader.messages import plural
from grader.messages.places import MADE_FROM, CellLine, find, mark
from grader.model import Cell

MAX_NOTES = 20
MAX_CODE = 256 << 10  # characters: Python's own parser takes seconds for a megabyte that is made for it
_AS_IN_THE_MODULE = __future__.annotations.compiler_flag  # which forbids `:=` in annotations


@dataclass(frozen=True, slots=True)
class NotebookModule:
    """The module's text, the cell that has the last definition of each name, and what was odd."""

    text: str
    defined: dict[str, int]
    notes: tuple[str, ...]


def make_module(cells: Sequence[Cell], file: str, stands_for: Sequence[str] = ()) -> NotebookModule:
    """Raises UnreadableNotebook where the cells hold more than a module may.

    `stands_for` are the files that the module is to be: it cannot import them.
    """
    if sum(len(cell.source) for cell in cells if cell.kind == "code") > MAX_CODE:
        raise _too_much(file)
    maker = _Maker(file, frozenset(name.removesuffix(".py") for name in stands_for))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of `\\d` in a string, say: the student's affair, not ours
        for number, cell in enumerate(cells, start=1):
            if cell.kind == "code":
                maker.take(number, cell.source)
    text = _HEAD.format(made_from=MADE_FROM, file=file) + "".join(chunk.text for chunk in maker.kept)
    defined = {name: numbers[-1] for name, numbers in maker.defined.items()}
    notes = [*maker.notes, *maker.doubles(), *maker.strangers(), *_signs(text)]
    return NotebookModule(text, defined, tuple(_first(notes, file)))


def same_module(other: str) -> str:
    """The text of a module that is `other` under one more name: what either changes, both see."""
    return _SAME.format(file=other, stem=other.removesuffix(".py"))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A statement that is kept, guarded so that its failure is its own."""

    statement: Statement
    place: CellLine
    text: str


@dataclass(slots=True)
class _Maker:
    file: str
    itself: frozenset[str]  # the names of the module that is made
    kept: list[_Chunk] = field(default_factory=list)
    size: int = 0
    notes: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=lambda: {"__name__"})
    defined: dict[str, list[int]] = field(default_factory=dict)  # functions and classes, with their cells
    ran: dict[str, int] = field(default_factory=dict)  # names that running code bound last, and where

    def take(self, number: int, source: str) -> None:
        """A cell that Python refuses is left out alone, and so is a statement."""
        if magic := foreign(source):
            if "def " in source or "class " in source:
                self.notes.append(f"{self.file}, cell {number} is left out: it starts with %%{shown(magic)}")
            return
        try:
            for statement in statements(*parse(source)):
                self._sort(statement, CellLine(self.file, number, statement.line))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.notes.append(f"{_complaint(source, error, self.file, number)}; the cell is left out")

    def _sort(self, statement: Statement, place: CellLine) -> None:
        if isinstance(statement.node, ast.ImportFrom) and self._is_itself(statement.node.module):
            return
        if not defines(statement.node, self.known):
            self.ran.update({name: place.cell for name in statement.bound if name not in self.defined})
            return
        chunk = _Chunk(statement, place, _guarded(statement, place))
        try:
            compile(chunk.text, place.file, "exec", _AS_IN_THE_MODULE, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.notes.append(f"{_fault(chunk, error)}: {_reason(error)}; the statement is left out")
            return
        self._keep(chunk)

    def _is_itself(self, module: str | None) -> bool:
        return (module or "").rpartition(".")[2] in self.itself

    def _keep(self, chunk: _Chunk) -> None:
        self.kept.append(chunk)
        self.size += len(chunk.text)
        if self.size > MAX_FILE_BYTES:  # the guards make more of it
            raise _too_much(self.file)
        for name in chunk.statement.bound:
            self.known.add(name)
            self.ran.pop(name, None)
            if chunk.statement.is_definition:
                self.defined.setdefault(name, []).append(chunk.place.cell)

    def doubles(self) -> Iterator[str]:
        for name, numbers in self.defined.items():
            if len(numbers) > 1:
                where = shown(" and ".join(map(str, sorted(set(numbers)))))
                cells = plural(len(set(numbers)), "cell")
                yield (
                    f"{self.file}: `{shown(name)}` is defined {len(numbers)} times, in {cells} {where}; "
                    "the last definition counts"
                )

    def strangers(self) -> Iterator[str]:
        """Functions that use what only running code made."""
        last = {name: chunk for chunk in self.kept for name in chunk.statement.bound}
        for user, chunk in last.items():
            for name in sorted(chunk.statement.used & self.ran.keys()):
                yield (
                    f"{chunk.place}: `{shown(user)}` uses {shown(name)}, defined by running code in cell "
                    f"{self.ran[name]}; pass it as an argument"
                )


def _complaint(source: str, error: Exception, file: str, number: int) -> str:
    """What is wrong with a cell, and on which of its lines."""
    line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 1
    old = [sign.note for sign in python_signs(source) if sign.line == line]  # Python 2 explains it
    return f"{CellLine(file, number, line)}: {old[0] if old else _reason(error)}"


def _fault(chunk: _Chunk, error: Exception) -> CellLine:
    """The line that Python refuses, which stands below the guard's own."""
    line = error.lineno if isinstance(error, SyntaxError) and error.lineno else 0
    return find(f"{MADE_FROM}{chunk.text}".split("\n"), line) or chunk.place


def _reason(error: Exception) -> str:
    return shown(error.msg) if isinstance(error, SyntaxError) else "Python cannot read this"


def _too_much(file: str) -> UnreadableNotebook:
    return UnreadableNotebook(f"more than {MAX_CODE >> 10} kB of code, which is not read", file)


def _guarded(statement: Statement, place: CellLine) -> str:
    lost = "".join(f"{name} = " for name in statement.bound)
    return _GUARDED.format(
        mark=mark(place), code=_indented(statement.text), lost=f"{lost}_Lost(_error)" if lost else "pass"
    )


def _indented(text: str) -> str:
    """One space deeper, but for the lines inside of strings: those are part of what the code says."""
    inside = {line for node in ast.walk(ast.parse(text)) if _is_text(node) for line in _further_lines(node)}
    lines = enumerate(text.split("\n"), start=1)
    return "\n".join(line if number in inside else f" {line}" for number, line in lines)


def _is_text(node: ast.AST) -> TypeGuard[ast.expr]:
    text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return text or isinstance(node, ast.JoinedStr)


def _further_lines(node: ast.expr) -> range:
    return range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)


def _signs(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for sign in python_signs(text):
        if place := find(lines, sign.line):
            yield f"{place}: {sign.note}"


def _first(notes: Sequence[str], file: str) -> Iterator[str]:
    yield from notes[:MAX_NOTES]
    if len(notes) > MAX_NOTES:
        yield f"{file}: {len(notes) - MAX_NOTES} more notes like these"


# A name whose statement failed raises that failure where it is used, so that nothing else is lost.
_HEAD = """\
{made_from}{file}: its imports, definitions and constants.
from __future__ import annotations


class _Lost:
    def __init__(self, error):
        self._error, self._trace = error, error.__traceback__

    def _complain(self, *args, **kwargs):
        raise self._error.with_traceback(self._trace)

    __call__ = __getitem__ = __iter__ = __len__ = __bool__ = __mro_entries__ = _complain

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self._complain()

"""

_GUARDED = """
try:
 {mark}
{code}
except Exception as _error:
 {lost}
"""

_SAME = """\
# The same notebook as {file}.
import sys
from . import {stem}
sys.modules[__name__] = {stem}
"""
