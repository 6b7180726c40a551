"""One statement of a cell: what it says, which names it binds and uses, and whether it only defines."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

BUILTINS = frozenset(dir(builtins))

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_RUNNING = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr, *_COMPREHENSIONS)

_ARITHMETIC = {"exp", "log", "log2", "log10", "sqrt", "pow"}


@dataclass(frozen=True, slots=True)
class Statement:
    """`line` is that of the cell where `text` starts, both with the decorators."""

    node: ast.stmt
    line: int
    text: str
    bound: tuple[str, ...]
    used: frozenset[str]

    @property
    def is_definition(self) -> bool:
        return isinstance(self.node, _Definition)


def statements(body: Sequence[ast.stmt], lines: Sequence[str]) -> Iterator[Statement]:
    """The statements of a cell, an import of several names as several."""
    for node in body:
        for line, text in _texts(node, lines):
            yield Statement(node, line, text, *_names(text))


def defines(node: ast.stmt, known: Collection[str]) -> bool:
    """Whether `node` defines, imports or sets a constant, and nothing else.

    `known` are the names that a constant may be made of.
    """
    if isinstance(node, ast.ImportFrom):
        return node.module != "__future__"  # those hold for a file as a whole
    match node:
        case ast.Assign(targets=targets, value=value):
            return all(map(_is_name, targets)) and _is_constant(value, known)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return _is_name(target) and _is_constant(value, known)
        case ast.If(test=test):
            return _is_constant(test, known) and _all_define([*node.body, *node.orelse], known)
        case ast.Try():
            handled = [inner for handler in node.handlers for inner in handler.body]
            return _all_define([*node.body, *handled, *node.orelse, *node.finalbody], known)
        case _:
            return isinstance(node, ast.Import | _Definition)


def _all_define(block: Sequence[ast.stmt], known: Collection[str]) -> bool:
    return all(isinstance(node, ast.Pass) or defines(node, known) for node in block)


def _is_name(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(map(_is_name, target.elts))
    return isinstance(target, ast.Name)


def _is_constant(value: ast.expr, known: Collection[str]) -> bool:
    """Whether nothing but arithmetic is called to make `value`; what a lambda does is done later."""
    pending: list[ast.AST] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, _RUNNING) and not _is_arithmetic(node):
            return False
        if isinstance(node, ast.Name) and node.id not in known and node.id not in BUILTINS:
            return False
        if not isinstance(node, ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
    return True


def _is_arithmetic(node: ast.AST) -> bool:
    """Whether `node` calls what answers are worked out with, such as `math.log(10)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math" | "np" | "numpy"), attr=name)):
            return name in _ARITHMETIC
    return False


def _texts(node: ast.stmt, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((node.lineno, _import(node, alias)) for alias in node.names)
    else:
        yield _slice(node, lines)


def _import(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    renamed = f" as {alias.asname}" if alias.asname else ""
    origin = f"from {'.' * node.level}{node.module or ''} " if isinstance(node, ast.ImportFrom) else ""
    return f"{origin}import {alias.name}{renamed}"


def _slice(node: ast.stmt, lines: Sequence[str]) -> tuple[int, str]:
    """The source of `node`, which may share its lines with others. Columns count bytes."""
    decorators = [decorator.lineno for decorator in getattr(node, "decorator_list", [])]
    start, end = min([node.lineno, *decorators]), node.end_lineno or node.lineno
    own = list(lines[start - 1 : end])
    own[-1] = own[-1].encode()[: node.end_col_offset].decode()
    own[0] = own[0].encode()[0 if decorators else node.col_offset :].decode()
    return start, "\n".join(own)


def _names(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names that `text` binds in its module, and those that it takes from there."""
    try:
        top = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # compiling it will say why
        return (), frozenset()
    bound = tuple(name.get_name() for name in top.get_symbols() if name.is_assigned() or name.is_imported())
    used = {name.get_name() for name in top.get_symbols() if name.is_referenced()}
    tables = top.get_children()
    while tables:
        table = tables.pop()
        used.update(name.get_name() for name in table.get_symbols() if name.is_global())
        tables.extend(table.get_children())
    return bound, frozenset(used.difference(bound))
