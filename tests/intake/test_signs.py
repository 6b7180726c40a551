from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.signs import python_signs


def complaint_of_python(text):
    try:
        compile(text, "text", "exec")
    except SyntaxError as complaint:
        return complaint
    return None


def lines(text):
    return [(sign.line, sign.note.split()[0]) for sign in python_signs(text)]


@pytest.mark.parametrize(
    "text", ["print 'x'", "print x, y", "if x: print x", "x = 1; print x", "print >>f, x", "print\t3"]
)
def test_a_print_statement_is_seen(text):
    assert lines(f"\n{text}\n") == [(2, "a")]


@pytest.mark.parametrize(
    "text",
    [
        "print('x')",
        "print ('x')",
        "print",
        "p = print if x else y",
        "pprint x",
        "# print x",
        '"""\nprint x\n"""',
        "s = 'a: print x'",
        "f(a,\n  'print x')",
        "x = '''\\'''\nprint x'''",
    ],
)
def test_python_3_is_not_taken_for_a_print_statement(text):
    assert lines(text) == []


def test_line_numbers_count_lines_inside_strings_brackets_and_continuations():
    assert lines('"""a\nb"""\nx = [1,\n2]\ny = 1 + \\\n2\nprint x') == [(7, "a")]


def test_xrange_is_seen():
    assert lines("for i in range(3):\n    pass\nfor i in xrange (3):\n    pass") == [(3, "xrange")]


@pytest.mark.parametrize(
    "binding",
    [
        "from past.builtins import xrange",
        "from past.builtins import (\n    range,\n    xrange,\n)",
        "xrange = range",
        "def xrange(n): return range(n)",
    ],
)
def test_an_xrange_that_the_file_binds_is_in_order(binding):
    assert lines(f"{binding}\nfor i in xrange(3): pass") == []


def test_a_tab_below_eight_spaces_is_seen():
    assert lines("if x:\n        a = 1\n\tb = 2\n") == [(3, "tabs")]


@pytest.mark.parametrize(
    "text",
    [
        "if x:\n\ta = 1\nif y:\n    b = 2\n",
        "if x:\n    a = [1,\n\t2]\n",
        'if x:\n    a = """\n\t2"""\n    b = 3\n',
        "if x:\n    a = 1\n\t\n\t# note\n    b = 2\n",
    ],
)
def test_indentation_that_python_accepts_is_in_order(text):
    compile(text, "text", "exec")
    assert lines(text) == []


INDENTS = st.lists(st.sampled_from(["", " ", "\t", " \t", "\t ", " " * 8, "\t\t", " " * 16]), max_size=8)


@given(INDENTS)
def test_mixed_indentation_is_judged_as_python_does(indents):
    text = "".join(
        f"{indent}if x:\n" if number % 2 == 0 else f"{indent}y\n" for number, indent in enumerate(indents)
    )
    complaint = complaint_of_python(text)
    if complaint is None:
        assert lines(text) == []
    elif isinstance(complaint, TabError):
        assert lines(text) == [(complaint.lineno, "tabs")]
    # else it is wrong for another reason, which Python names better
