from __future__ import annotations

import ast

import pytest

from grader.converters.printed import PrintedError, as_comparison


def compared(source: str, printed: str | None) -> str:
    body = as_comparison(ast.parse(source).body, printed)
    return "\n".join(map(ast.unparse, body))


@pytest.mark.parametrize(
    ("source", "printed", "made"),
    [
        ("f(2)", "4", "assert f(2) == 4"),
        ("f(2)", "[1, 'a']", "assert f(2) == [1, 'a']"),
        ("f(2)", "'text'", "assert f(2) == 'text'"),
        ("f(2)", "0.5", "assert_close(f(2), 0.5, rtol=1e-07, atol=1e-09)"),
        ("f(2)", "np.float64(0.5)", "assert_close(f(2), 0.5, rtol=1e-07, atol=1e-09)"),
        ("f(2)", "array([1., 2.])", "assert_close(f(2), [1.0, 2.0], rtol=1e-07, atol=1e-08)"),
        ("f(2) == 4", "True", "assert f(2) == 4"),
        ("f(2) == 4", "np.True_", "assert f(2) == 4"),
        ("f(2) == 4", "False", "assert not f(2) == 4"),
        ("f(2)", "True", "assert f(2) == True"),
        ("np.allclose(f(2), 4)", "True", "assert np.allclose(f(2), 4)"),
        ("print(f(2))", "4", "assert f(2) == 4"),
        ("x = f(2)\nx", "4", "x = f(2)\nassert x == 4"),
        ("assert f(2) == 4", "", "assert f(2) == 4"),
        ("check(f)", "", "check(f)"),
    ],
)
def test_a_printed_value_is_compared_as_a_value(source, printed, made):
    assert compared(source, printed) == made


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("f(2)", "<Net with 3 layers>"),
        ("f(2)", "   a  b\n0  1  2"),
        ("f(2)", "array([0., 1., ..., 2.])"),
        ("f(2)", "open('x')"),
        ("f(2) == 4", ""),
        ("print(f(2))\nassert True", "4"),
        ("f(2)", None),
    ],
)
def test_what_is_no_value_is_left_to_a_person(source, printed):
    with pytest.raises(PrintedError):
        compared(source, printed)
