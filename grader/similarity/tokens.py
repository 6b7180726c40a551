"""What a function says, without what it is called: names, comments and layout are left out.

Python's own parser reads the text; nothing of it is run.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_Definition = ast.FunctionDef | ast.AsyncFunctionDef
NAME = "name"  # whatever the author could have called otherwise
UNSAID = {"annotation", "returns", "decorator_list", "type_comment", "type_params", "ctx"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the normalised text and the line that it stands on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Body:
    """An outermost function or a method: its qualified name, its lines, its tokens."""

    name: str
    first: int
    last: int
    tokens: tuple[Token, ...]


def read_bodies(text: str) -> list[Body]:
    """The functions and methods of a file; raises SyntaxError, whatever keeps Python from reading it."""
    tree = _parse(text)
    words = _words(tree)
    return [
        Body(name, node.lineno, node.end_lineno or node.lineno, tuple(words.of(_statements(node))))
        for name, node in _definitions(tree)
    ]


def read_tokens(text: str) -> list[Token]:
    """All that a file says, in functions and outside of them; raises SyntaxError as `read_bodies` does."""
    tree = _parse(text)
    return list(_words(tree).of(tree.body))


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `\\d` in a string, say: the student's affair, not ours
            return ast.parse(text)
    except SyntaxError:
        raise
    except (ValueError, RecursionError, MemoryError):  # lone surrogates, and nesting beyond all reason
        raise SyntaxError("Python cannot read this") from None


def _definitions(tree: ast.Module) -> Iterator[tuple[str, _Definition]]:
    """Those that are not part of another function; a notebook's stand inside of `try`."""
    pending: list[tuple[str, ast.AST]] = [("", tree)]
    while pending:
        prefix, node = pending.pop()
        if isinstance(node, _Definition):
            yield f"{prefix}{node.name}", node
            continue
        if isinstance(node, ast.ClassDef):
            prefix = f"{prefix}{node.name}."
        inner = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]
        pending.extend((prefix, child) for child in reversed(inner))


def _statements(node: _Definition) -> list[ast.stmt]:
    """All but the docstring."""
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.body[1:] if is_text else node.body


def _words(tree: ast.Module) -> _Words:
    nodes = list(ast.walk(tree))
    return _Words(_chosen(nodes), _imported(nodes))


def _chosen(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names and attributes that the file binds itself."""
    names = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                names.add(name)
            case ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
    return frozenset(names)


def _imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """By the name that it has here, what something is called where it comes from."""
    aliases = (
        alias for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    )
    return {alias.asname or alias.name: alias.name for alias in aliases}


@dataclass(frozen=True, slots=True)
class _Words:
    chosen: frozenset[str]
    imported: dict[str, str]

    def of(self, statements: Iterable[ast.stmt]) -> Iterator[Token]:
        """From left to right, the outer before the inner. A stack of its own: code may nest deeply."""
        pending: list[ast.AST | Token] = list(reversed(list(statements)))
        line = 0
        while pending:
            node = pending.pop()
            if isinstance(node, Token):
                yield node
                continue
            line = getattr(node, "lineno", line)
            yield Token(self._word(node), line)
            pending.extend(reversed(list(self._parts(node, line))))

    def _word(self, node: ast.AST) -> str:
        match node:
            case ast.Name(id=name):
                return NAME if name in self.chosen else self.imported.get(name, name)
            case ast.Attribute(attr=name):
                return NAME if name in self.chosen else name
            case ast.arg():
                return NAME
            case ast.keyword(arg=name):
                return f"{name}="
            case ast.Constant(value=value):
                return _constant(value)
        return type(node).__name__

    def _parts(self, node: ast.AST, line: int) -> Iterator[ast.AST | Token]:
        for field, value in ast.iter_fields(node):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST) and field not in UNSAID:
                    yield part
        if isinstance(node, ast.Call | ast.Subscript | ast.stmt):
            yield Token("end", getattr(node, "end_lineno", None) or line)


def _constant(value: object) -> str:
    """2 and 2.0 are the same; what a message says is not code."""
    if isinstance(value, str | bytes):
        return "text"
    if isinstance(value, int | float) and abs(value) < 1e15:
        return repr(float(value))
    return type(value).__name__
