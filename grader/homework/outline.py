"""What is still as it was handed out in a student's file, found without running it."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from importlib.util import decode_source
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outline:
    """Where its functions and classes begin, which parts still raise as stubs do, which answers are None."""

    lines: dict[str, int]
    stubs: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()

    def unwritten(self, task: str) -> tuple[str, ...]:
        """What is left to write of a task: parts of it, or answers where no function has its name."""
        parts = tuple(stub for stub in self.stubs if stub == task or stub.startswith(f"{task}."))
        return parts if parts or task in self.lines else self.blanks


def outline(path: Path) -> Outline:
    """The outline of a file; of one that is absent or no Python, nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a student's escapes such as "\d", which their run tells
            tree = ast.parse(decode_source(path.read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return Outline({})
    stubs = tuple(name for node in ast.walk(tree) if (name := _stub(node)))
    return Outline(_lines(tree), stubs, tuple(_blanks(tree)))


def _lines(tree: ast.Module) -> dict[str, int]:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name: node.lineno for node in tree.body if isinstance(node, definitions)}


def _stub(node: ast.AST) -> str | None:
    """`softmax` for `raise NotImplementedError("softmax")`."""
    match node:
        case ast.Raise(exc=ast.Call(func=ast.Name("NotImplementedError"), args=[ast.Constant(str(name))])):
            return name
    return None


def _blanks(tree: ast.Module) -> list[str]:
    """The names that are None when the module has run, in their order."""
    blank: dict[str, bool] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                blank[name] = isinstance(value, ast.Constant) and value.value is None
    return [name for name, empty in blank.items() if empty]
