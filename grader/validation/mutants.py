"""Mutants: the reference with one small change that a test should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.authoring.regions import solution_lines
from grader.model import Assignment
from grader.runner.context import reference_files
from grader.validation.operators import OPERATORS
from grader.validation.source import Edit, SourceText

# What no test can tell: types, and the words of an exception.
UNTOLD = {"annotation", "returns", "exc", "cause", "msg"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """`before` and `after` are the changed lines, stripped; `text` is the whole file after the change."""

    file: str
    function: str  # the qualified name, empty outside of functions
    line: int
    operator: str
    before: str
    after: str
    text: str = field(repr=False)

    @property
    def id(self) -> str:
        """The same as long as the reference is."""
        place = f" in {self.function}" if self.function else ""
        return f"{self.file}:{self.line}{place}: {self.after}"


def make_mutants(assignment: Assignment) -> tuple[Mutant, ...]:
    """Those of every file of the reference."""
    files = reference_files(assignment)
    return tuple(mutant for file in files for mutant in mutate(file, files[file]))


def mutate(file: str, text: str) -> tuple[Mutant, ...]:
    """Every change that an operator makes in a solution region, once."""
    source = SourceText(text)
    lines = solution_lines(text, file=file)
    original = ast.dump(source.tree)
    found: dict[str, Mutant] = {}
    for function, operator, edit in _edits(source):
        mutated = source.edited(edit)
        if lines.issuperset(source.lines(edit)) and mutated not in found and _differs(mutated, original):
            found[mutated] = _mutant(file, function, operator, source, edit)
    return tuple(sorted(found.values(), key=lambda mutant: mutant.line))


def _edits(source: SourceText) -> Iterator[tuple[str, str, Edit]]:
    for function, node in _nodes(source.tree, ""):
        for name, operator in OPERATORS.items():
            for edit in operator(source, node):
                yield function, name, edit


def _nodes(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node that a test can tell something of, with the name of the function around it."""
    yield function, node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".removeprefix(".")
    if isinstance(node, ast.keyword) and node.arg == "axis":
        return  # an axis has an operator of its own: one that is too large always raises
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if name not in UNTOLD and isinstance(child, ast.AST) and not _is_closed(child):
                yield from _nodes(child, function)


def _is_closed(node: ast.AST) -> bool:
    """Docstrings; and f-strings, whose parts have no places of their own before Python 3.12."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.JoinedStr)


def _differs(mutated: str, original: str) -> bool:
    """Whether it is Python, and another program."""
    try:
        compile(mutated, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return ast.dump(ast.parse(mutated)) != original


def _mutant(file: str, function: str, operator: str, source: SourceText, edit: Edit) -> Mutant:
    text = source.edited(edit)
    lines = source.lines(edit)
    return Mutant(
        file,
        function,
        lines.start,
        operator,
        _stripped(source.text, lines.start, len(lines)),
        _stripped(text, lines.start, 1 + edit.new.count("\n")),
        text,
    )


def _stripped(text: str, first: int, count: int) -> str:
    return "\n".join(line.strip() for line in text.split("\n")[first - 1 : first - 1 + count])
