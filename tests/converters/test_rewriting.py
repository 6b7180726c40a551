from __future__ import annotations

import pytest

from grader.converters.checks import NotMechanical
from grader.converters.module import make_module
from grader.converters.parts import Case, Form, Part, Role
from grader.converters.rewriting import Names, body_of

GIVEN = """\
import numpy as np
SIZE = 3
def rel_error(a, b):
    return np.abs(a - b) / SIZE
def twice(x):
    return f(f(x))"""
WRITTEN = """\
# BEGIN SOLUTION
def f(x):
    return x
class Net:
    pass
answer = 3
# END SOLUTION"""
RUN = "data = load()\nX = np.arange(3)"


@pytest.fixture
def body():
    def body(source: str, *, form: Form = Form.CELL, printed: str = ""):
        parts = [
            Part(1, Role.GIVEN, "code", GIVEN),
            Part(2, Role.ANSWER, "code", WRITTEN),
            Part(3, Role.GIVEN, "code", RUN),
        ]
        module = make_module(parts, "m")
        given = {name: each for name, each in module.known.items() if not each.written} | module.data
        return body_of(
            Case(4, "t", source, 1, True, form=form, printed=printed), Names(module, given, {"seen": 3})
        )

    return body


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("assert f(2) == 4", "assert student.m.f(2) == 4"),
        ("assert 'f(2)' in f(2)  # f", "assert 'f(2)' in student.m.f(2)"),
        ("x = f\nassert x.f == f(2)", "x = student.m.f\nassert x.f == student.m.f(2)"),
        ("g = f\nassert g(2) == 4", "g = student.m.f\nassert g(2) == 4"),
        (
            "# First.\ny = [1,2]   # kept\nassert f(y) == y",
            "# First.\ny = [1,2]   # kept\nassert student.m.f(y) == y",
        ),
        ("for i in range(3):\n    assert f(i) == i", "for i in range(3):\n    assert student.m.f(i) == i"),
        ("a = 1; b = f(a)\nassert b == a", "a = 1\nb = student.m.f(a)\nassert b == a"),
        (
            "assert np.allclose(f(2), [1, 2])",
            "assert_close(student.m.f(2), [1, 2], what='f', rtol=1e-05, atol=1e-08)",
        ),
        (
            "p = f(2)\nassert np.allclose([1], p, atol=0.1), 'no'",
            "p = student.m.f(2)\nassert_close(p, [1], what='p', rtol=1e-05, atol=0.1)",
        ),
        (
            "np.testing.assert_allclose(f(2), 1, 1e-3)",
            "assert_close(student.m.f(2), 1, what='f', rtol=0.001, atol=0.0)",
        ),
        ("assert np.allclose(f(2), f(3))", "assert np.allclose(student.m.f(2), student.m.f(3))"),
        (
            "assert np.allclose(f(2), 1, equal_nan=True)",
            "assert np.allclose(student.m.f(2), 1, equal_nan=True)",
        ),
        ("assert answer == 3", "assert_answer(student.m.answer, 3, what='answer')"),
        ("assert answer == 'three'", "assert student.m.answer == 'three'"),
        ("assert answer == True", "assert student.m.answer == True"),
        (
            "try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no')",
            "assert_raises(ValueError, student.m.f, 0)",
        ),
        (
            "try:\n    f(0)\n    assert False\nexcept ValueError:\n    pass",
            "assert_raises(ValueError, student.m.f, 0)",
        ),
        (
            "import pytest\nwith pytest.raises(ValueError):\n    f(0)",
            "assert_raises(ValueError, student.m.f, 0)",
        ),
        ("np.testing.assert_raises(ValueError, f, 0)", "assert_raises(ValueError, student.m.f, 0)"),
        ("assert twice(2) == 2", "assert student.m.twice(2) == 2"),
        ("f(2)", "student.m.f(2)"),
        ("if f(2) != 4:\n    assert False", "if student.m.f(2) != 4:\n    assert False"),
    ],
)
def test_a_test_says_the_same_of_the_student(body, source, made):
    assert body(source).text == made


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("del f", "binds or deletes `f`"),
        ("f = 3", "binds or deletes `f`"),
        ("assert [f for f in [1]]", "binds or deletes `f`"),
        ("student = f(2)\nassert student", "binds `student`"),
        ("assert 1 == 1", "uses nothing that students write"),
        ("", "uses nothing that students write"),
        ("assert f(data)", "reads `data`, which cell 3 makes by running"),
        ("assert f(seen)", "reads `seen` of the test in cell 3"),
        ("assert f(unheard_of)", "reads `unheard_of`, which nothing in the notebook defines"),
        ("assert 'g' not in globals() and f(2)", "`globals` looks at the notebook as a whole"),
        ("import inspect\nassert 'for' not in inspect.getsource(f)", "imports `inspect`"),
        ("assert f.__doc__", "looks into `f` itself"),
        ("f.count = 0", "looks into `f` itself"),
        ("assert isinstance(f(2), Net)", "asks for a class of the student's"),
        ("x = [1]\nassert f(x) is not x", "answers are copies"),
        ("x = np.ones(2)\nold = x.copy()\nf(x)\nassert np.allclose(x, old)", "looks at nothing that"),
        ("f(2)\nnp.testing.assert_equal(1, 1)", "looks at nothing that"),
        ("X[0] = 9\nassert f(X)", "changes `X`, which other tests use"),
        ("X.sort()\nassert f(X)", "changes `X`, which other tests use"),
        ("try:\n    f(0)\nexcept Exception as error:\n    message = str(error)", "catches what"),
        ("assert f(2) == {1, 2}", "sets stay on the other side"),
        ("primes = f(2)\nassert set() == primes", "sets stay on the other side"),
        ("%time f(2)", "IPython's"),
        ("%%timeit\nf(2)", "IPython's"),
        ("assert f(2", "is not Python"),
        ("### AUTOTEST f(2)", "AUTOTEST"),
        ("assert_close(f(2), 1)", "a `assert_close` of its own"),
    ],
)
def test_what_is_not_mechanical_is_refused_with_the_reason(body, source, why):
    with pytest.raises(NotMechanical, match=why):
        body(source)


def test_a_set_of_what_students_return_may_be_compared(body):
    assert body("assert set(f(2)) == {1, 2}").text == "assert set(student.m.f(2)) == {1, 2}"
    assert body("assert f(2) in {1, 2}").text == "assert student.m.f(2) in {1, 2}"


def test_what_is_none_may_be_asked_by_identity(body):
    assert body("assert f(2) is not None").text == "assert student.m.f(2) is not None"


def test_given_code_comes_along_with_all_that_it_needs(body):
    needs = body("assert rel_error(f(2), X).max() < 1").needs
    assert [each.statement.bound for each in needs] == [("np",), ("SIZE",), ("rel_error",), ("X",)]


def test_given_code_that_is_not_used_stays_behind(body):
    assert body("assert f(2)").needs == ()


def test_the_checks_that_are_used_are_known(body):
    assert body("assert np.allclose(f(2), 1)\nassert answer == 3").checks == {"assert_close", "assert_answer"}


def test_a_test_that_is_a_function_asks_for_names_of_the_notebook(body):
    source = 'def test_f(f, env):\n    assert f(2) == 4\n    assert env["answer"] == 3\n\ntest_f(f, {})'
    made = "assert student.m.f(2) == 4\nassert_answer(student.m.answer, 3, what='answer')"
    assert body(source, form=Form.FUNCTION).text == made


def test_two_functions_are_not_one_test(body):
    with pytest.raises(NotMechanical, match="not one function"):
        body("x = 1\ny = 2\nassert f(2)", form=Form.FUNCTION)


def test_what_a_test_printed_is_compared(body):
    assert body("f(2)", form=Form.DOCTEST, printed="4").text == "assert student.m.f(2) == 4"


def test_what_cannot_be_compared_is_refused(body):
    with pytest.raises(NotMechanical, match="not a value"):
        body("f(2)", form=Form.DOCTEST, printed="<Net>")
