"""What a mutant may have changed: each operator yields its changes at one node of the syntax tree.

A new operator is one function here, and a line in the table.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from grader.validation.source import Edit, SourceText

Operator = Callable[[SourceText, ast.AST], Iterator[Edit]]

ARITHMETIC = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Pow: ("**", "*"),
}
COMPARISONS = {
    ast.Lt: ("<", "<=", ">"),
    ast.LtE: ("<=", "<", ">="),
    ast.Gt: (">", ">=", "<"),
    ast.GtE: (">=", ">", "<="),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
}
AXES = {"0": "1", "1": "0", "-1": "0"}
COUNTERPARTS = {
    "max": "min",
    "min": "max",
    "maximum": "minimum",
    "minimum": "maximum",
    "argmax": "argmin",
    "argmin": "argmax",
    "sum": "mean",
    "mean": "sum",
    "any": "all",
    "all": "any",
    "zeros_like": "ones_like",
}


def numbers(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield from (source.replace(node, repr(other)) for other in _other_numbers(node.value))  # type: ignore[arg-type]


def _other_numbers(value: float) -> tuple[float, ...]:
    kind = type(value)
    if value == 0:
        return (kind(1),)
    if value in (1, 2):
        return (kind(value - 1), kind(value + 1))
    return (value + 1,) if kind is int else (value * 2,)


def letters(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """The answer to a multiple choice question."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
        value = node.value.value
        if isinstance(value, str) and len(value) == 1 and value.islower():
            yield source.replace(node.value, '"b"' if value == "a" else '"a"')


def booleans(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """True and False; `keepdims=True` among them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield source.replace(node, repr(not node.value))


def connectives(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """`and` and `or`."""
    if isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in pairwise(node.values):
            yield from _swap(source, left, right, old, new)


def arithmetic(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield from _swap(source, node.left, node.right, *ARITHMETIC[type(node.op)])


def comparisons(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, node.comparators, strict=False):
            yield from _swap(source, left, right, *COMPARISONS.get(type(operator), ("",)))


def signs(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """A minus sign is dropped."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Edit(source.start(node), source.start(node) + 1, "")


def terms(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """One of two terms is dropped; the first of a difference stays, or its sign would change too."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return
    symbol, _ = ARITHMETIC[type(node.op)]
    if place := source.between(node.left, node.right, symbol):
        yield source.replace(node, source.cut(source.start(node), place[0]).rstrip())
        if isinstance(node.op, ast.Add):
            yield source.replace(node, source.cut(place[1], source.end(node)).lstrip())


def axes(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.keyword) and node.arg == "axis":
        axis = source.cut(source.start(node.value), source.end(node.value))
        if axis in AXES:
            yield source.replace(node.value, AXES[axis])


def transposes(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield Edit(source.end(node.value), source.end(node), _without(source, node, ".T"))


def _without(source: SourceText, node: ast.Attribute, ending: str) -> str:
    """What stands behind an attribute's object: perhaps a parenthesis, and not the attribute."""
    return source.cut(source.end(node.value), source.end(node)).removesuffix(ending)


def functions(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """The largest for the smallest, the sum for the mean."""
    if isinstance(node, ast.Attribute) and node.attr in COUNTERPARTS:
        end = source.end(node)
        yield Edit(end - len(node.attr), end, COUNTERPARTS[node.attr])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COUNTERPARTS:
        yield source.replace(node.func, COUNTERPARTS[node.func.id])


def assignments(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """`+=` becomes `-=`, or `=`."""
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        old, other = ARITHMETIC[type(node.op)]
        yield from _swap(source, node.target, node.value, f"{old}=", f"{other}=", "=")


def statements(source: SourceText, node: ast.AST) -> Iterator[Edit]:
    """A statement is dropped."""
    writes = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    if isinstance(node, ast.stmt) and (writes or isinstance(node, ast.AugAssign | ast.Continue | ast.Raise)):
        yield source.replace(node, "pass")


def _swap(source: SourceText, left: ast.expr, right: ast.expr, old: str, *new: str) -> Iterator[Edit]:
    """Other operators between two operands."""
    if new and (place := source.between(left, right, old)):
        yield from (Edit(*place, symbol) for symbol in new)


OPERATORS: Mapping[str, Operator] = {
    "number": numbers,
    "letter": letters,
    "boolean": booleans,
    "connective": connectives,
    "arithmetic": arithmetic,
    "comparison": comparisons,
    "sign dropped": signs,
    "term dropped": terms,
    "axis": axes,
    "transpose dropped": transposes,
    "function": functions,
    "assignment": assignments,
    "statement dropped": statements,
}
