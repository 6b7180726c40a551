"""What is still as it was handed out in a student's file, found without running it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import decode_source
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outline:
    """Where its functions and classes begin, which parts still raise as stubs do, which answers are None.

    `answers` are the names that hold something else than None.
    """

    lines: dict[str, int]
    stubs: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    def unwritten(self, task: str) -> tuple[str, ...]:
        """What is left to write of a task: parts of it, or answers where no function has its name."""
        parts = tuple(stub for stub in self.stubs if stub == task or stub.startswith(f"{task}."))
        return parts if parts or task in self.lines else self.blanks

    def holds(self, part: str) -> bool:
        """Whether `part`, a stub's or an answer's name, is written here."""
        return (part.partition(".")[0] in self.lines and part not in self.stubs) or part in self.answers


def outline(path: Path) -> Outline:
    """The outline of a file; of one that is absent or no Python, nothing."""
    try:
        return outline_of(decode_source(path.read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return Outline({})


def outline_of(text: str) -> Outline:
    """The outline of a module; raises SyntaxError or ValueError where it is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a student's escapes such as "\d", which their run tells
        tree = ast.parse(text)
    body = list(_unguarded(tree.body))
    stubs = tuple(name for node in ast.walk(tree) if (name := _stub(node)))
    bound = _bound(body)
    blanks = tuple(name for name, blank in bound.items() if blank)
    return Outline(_lines(body), stubs, blanks, tuple(name for name, blank in bound.items() if not blank))


def _unguarded(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, and those in its `try`: a notebook's module guards each of them."""
    for node in body:
        yield from node.body if isinstance(node, ast.Try) else [node]


def _lines(body: Sequence[ast.stmt]) -> dict[str, int]:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name: node.lineno for node in body if isinstance(node, definitions)}


def _stub(node: ast.AST) -> str | None:
    """`softmax` for `raise NotImplementedError("softmax")`."""
    match node:
        case ast.Raise(exc=ast.Call(func=ast.Name("NotImplementedError"), args=[ast.Constant(str(name))])):
            return name
    return None


def _bound(body: Sequence[ast.stmt]) -> dict[str, bool]:
    """The names that are set, in their order, and whether to None when the module has run."""
    blank: dict[str, bool] = {}
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                blank[name] = isinstance(value, ast.Constant) and value.value is None
    return blank
