"""A test that compares printed text becomes one that compares values, where the text is a value's."""

from __future__ import annotations

import ast

from grader.converters.checks import close

COMPARING = (ast.Compare, ast.BoolOp)
SCALARS = {"float64", "int64", "bool_", "str_"}
JUDGES = {
    "allclose",
    "isclose",
    "array_equal",
    "all",
    "any",
    "isinstance",
    "hasattr",
    "callable",
    "issubclass",
}


class PrintedError(Exception):
    """Text that only a person can turn into a comparison."""


def as_comparison(body: list[ast.stmt], printed: str | None) -> list[ast.stmt]:
    """The statements, the last of which compares instead of showing; raises PrintedError."""
    if printed is None:
        raise PrintedError("its saved output is not text alone")
    last = body[-1] if body else None
    if not isinstance(last, ast.Expr) or _is_docstring(last):
        if printed:
            raise PrintedError("it prints before its last statement")
        return body
    if not printed:
        if not isinstance(last.value, ast.Call):
            raise PrintedError("it shows a value, and no output of it is saved")
        return body
    return [*body[:-1], ast.copy_location(_comparison(last.value, printed), last)]


def _is_docstring(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant)


def _comparison(shown: ast.expr, printed: str) -> ast.stmt:
    match shown:
        case ast.Call(func=ast.Name(id="print"), args=[actual], keywords=[]):
            shown = actual
    expected = _value(printed)
    if isinstance(expected, ast.Constant) and isinstance(expected.value, bool):
        return ast.Assert(_truth(shown, expected.value))
    if isinstance(expected, ast.Call):  # an array
        return ast.Expr(close(shown, expected.args[0], rtol=1e-7, atol=1e-8))
    if isinstance(expected, ast.Constant) and isinstance(expected.value, float):
        return ast.Expr(close(shown, expected, rtol=1e-7, atol=1e-9))
    return ast.Assert(ast.Compare(shown, [ast.Eq()], [expected]))


def _value(printed: str) -> ast.expr:
    """The printed value as an expression: a literal, or numpy's way to show one."""
    try:
        found = ast.parse(printed.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise PrintedError("what it prints is not a value") from None
    value = found
    match found:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=kind), args=[inner]) if (
            kind in SCALARS
        ):
            found = value = inner
        case ast.Attribute(value=ast.Name(id="np"), attr="True_" | "False_" as name):
            found = value = ast.Constant(name == "True_")
        case ast.Call(func=ast.Name(id="array"), args=[inner], keywords=[]):
            value = inner
    if not _is_literal(value):
        raise PrintedError("what it prints is not a value that can be written down")
    return found


def _is_literal(node: ast.expr) -> bool:
    """Whether it says the value in full: of a long array numpy shows the ends alone."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return False
    return not any(isinstance(inner, ast.Constant) and inner.value is ... for inner in ast.walk(node))


def _truth(shown: ast.expr, wanted: bool) -> ast.expr:
    """A judgement is asserted as it stands; of anything else the value has to be `wanted` itself."""
    judged = isinstance(shown, COMPARING) or (
        isinstance(shown, ast.UnaryOp) and isinstance(shown.op, ast.Not)
    )
    if isinstance(shown, ast.Call):
        function = shown.func
        judged = getattr(function, "attr", getattr(function, "id", "")) in JUDGES
    if not judged:
        return ast.Compare(shown, [ast.Eq()], [ast.Constant(wanted)])
    return shown if wanted else ast.UnaryOp(ast.Not(), shown)
