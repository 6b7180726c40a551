from __future__ import annotations

import ast
from typing import Any

import pytest

from grader.validation.operators import OPERATORS
from grader.validation.source import SourceText


def changes(operator: str, text: str) -> list[str]:
    source = SourceText(text)
    edits = (edit for node in ast.walk(source.tree) for edit in OPERATORS[operator](source, node))
    return [source.edited(edit) for edit in edits]


@pytest.mark.parametrize(
    ("operator", "text", "expected"),
    [
        ("number", "x = 0", ["x = 1"]),
        ("number", "x = 1.0", ["x = 0.0", "x = 2.0"]),
        ("number", "x = 2", ["x = 1", "x = 3"]),
        ("number", "x = 7", ["x = 8"]),
        ("number", "x = 0.25", ["x = 0.5"]),
        ("letter", "x = 'a'", ['x = "b"']),
        ("letter", "x = 'c'", ['x = "a"']),
        ("boolean", "f(keepdims=True)", ["f(keepdims=False)"]),
        ("connective", "a and b and c", ["a or b and c", "a and b or c"]),
        ("arithmetic", "(a - b) * c", ["(a - b) / c", "(a + b) * c"]),
        ("arithmetic", "a**2", ["a*2"]),
        ("comparison", "a > b", ["a >= b", "a < b"]),
        ("comparison", "a in b", ["a not in b"]),
        ("comparison", "a < b == c", ["a <= b == c", "a > b == c", "a < b != c"]),
        ("sign dropped", "-(a + b)", ["(a + b)"]),
        ("term dropped", "a * (b + c)", ["a * (b)", "a * (c)"]),
        ("term dropped", "(a + 1) - b", ["(a + 1)", "(a) - b", "(1) - b"]),
        ("axis", "f(axis=0)", ["f(axis=1)"]),
        ("axis", "f(axis=-1)", ["f(axis=0)"]),
        ("transpose dropped", "(a @ b).T @ c", ["(a @ b) @ c"]),
        ("function", "np.maximum(0, a.sum())", ["np.minimum(0, a.sum())", "np.maximum(0, a.mean())"]),
        ("function", "max(a)", ["min(a)"]),
        ("assignment", "a += b", ["a -= b", "a = b"]),
        ("assignment", "a[0] /= b", ["a[0] *= b", "a[0] = b"]),
        ("statement dropped", "a[0] = 1", ["pass"]),
        ("statement dropped", "for a in b:\n    continue", ["for a in b:\n    pass"]),
    ],
)
def test_an_operator_changes_one_thing_at_a_time(operator: str, text: str, expected: list[str]) -> None:
    assert changes(operator, text) == expected


@pytest.mark.parametrize(
    ("operator", "text"),
    [
        ("number", "x = True; y = '1'; z = 1j"),
        ("letter", "x = 'ab'; y = 'A'; f('a'); z = ''"),
        ("boolean", "x = None; y = 1"),
        ("connective", "not a"),
        ("arithmetic", "a @ b; -a; a | b"),
        ("comparison", "a is b"),
        ("sign dropped", "+a; ~a; a - b"),
        ("term dropped", "a * b; a @ b"),
        ("axis", "f(axis=2); f(0); f(dim=0)"),
        ("transpose dropped", "a.t; T"),
        ("function", "mean = a; f(mean); a.median()"),
        ("assignment", "a = b; a @= b"),
        ("statement dropped", "a = 1; a.b = 2; f()"),
    ],
)
def test_an_operator_leaves_everything_else_alone(operator: str, text: str) -> None:
    assert changes(operator, text) == []


def test_every_operator_is_tried_both_ways() -> None:
    for test in (test_an_operator_changes_one_thing_at_a_time, test_an_operator_leaves_everything_else_alone):
        marks: Any = vars(test)["pytestmark"]
        cases = marks[0].args[1]
        assert {case[0] for case in cases} == set(OPERATORS)
