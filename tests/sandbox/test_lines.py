"""The count of executed lines: the same number on Python 3.11 to 3.14, for every way to write a loop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from grader.errors import ProtocolViolation, SubmissionMissing, SubmissionRaised
from grader.runner.local import LocalBackend
from grader.sandbox.lines import count_lines, is_count

Submit = Callable[..., Any]

# Each with what it costs for n = 0, and for each turn.
LOOPS = {
    "a loop over several lines": (
        "def f(n):\n    s = 0\n    for i in range(n):\n        a = i\n        s += a\n    return s",
        (3, 3),
    ),
    "a loop on one line": ("def f(n):\n    s = 0\n    for i in range(n): s += i\n    return s", (3, 1)),
    "a loop in a loop": (
        "def f(n):\n  s = 0\n  for i in range(n):\n    for j in range(3):\n      s += 1\n  return s",
        (3, 8),
    ),
    "while": (
        "def f(n):\n    s = 0\n    while n:\n        s += n\n        n -= 1\n    return s",
        (3, 3),
    ),
    "a list comprehension": ("def f(n): return [i for i in range(n)]", (1, 1)),
    "a set comprehension": ("def f(n): return {i for i in range(n)}", (1, 1)),
    "a dict comprehension": ("def f(n): return {i: i for i in range(n)}", (1, 1)),
    "comprehensions in a comprehension": (
        "def f(n): return [[j for j in range(3)] for i in range(n)]",
        (1, 4),
    ),
    "a generator expression": ("def f(n): return sum(i for i in range(n))", (2, 1)),
    "a generator": (
        "def g(n):\n    for i in range(n):\n        yield i\ndef f(n): return sum(g(n))",
        (2, 2),
    ),
    "recursion": (
        "def f(n):\n    if n == 0:\n        return 0\n    return n + f(n - 1)",
        (2, 2),
    ),
    "a lambda that calls itself": ("f = lambda n: n and n + f(n - 1)", (1, 1)),
    "map with a lambda": ("def f(n): return list(map(lambda i: i, range(n)))", (1, 1)),
    "functools.reduce": (
        "import functools\ndef f(n): return functools.reduce(lambda a, b: a + b, range(n), 0)",
        (1, 1),
    ),
    "sorted with a key": ("def f(n): return sorted(range(n), key=lambda i: -i)", (1, 1)),
    "numpy.ndindex": (
        "import numpy as np\ndef f(n):\n  s = 0\n  for i, in np.ndindex(n):\n    s += i\n  return s",
        (3, 2),
    ),
    "numpy.apply_along_axis": (
        "import numpy as np\n"
        "def f(n): return n and np.apply_along_axis(lambda row: row.sum(), 1, np.ones((n, 2)))",
        (1, 1),
    ),
}
VECTORIZE = "import numpy as np\n@np.vectorize\ndef g(x):\n    return 2 * x\ndef f(n): return g(np.arange(n))"
WITHOUT_LOOPS = "import numpy as np\ndef f(n):\n    x = np.arange(n)\n    return x @ x"
IN_LIBRARIES = "import operator\ndef f(n): return list(map(operator.neg, range(n)))"


def lines_of(source: str, *args: object, file: str = "work.py") -> int:
    """How many lines `f` executes; the source is that of a submission."""
    module: dict[str, Any] = {}
    exec(compile(source, file, "exec"), module)
    return count_lines({"work.py"}, lambda: module["f"](*args))[1]


@pytest.mark.parametrize("name", LOOPS)
def test_every_turn_of_a_loop_counts(name: str) -> None:
    source, (base, turn) = LOOPS[name]
    assert [lines_of(source, n) for n in (0, 1, 7, 100)] == [base + n * turn for n in (0, 1, 7, 100)]


def test_every_call_by_numpy_vectorize_counts() -> None:
    assert lines_of(VECTORIZE, 100) - lines_of(VECTORIZE, 10) == 90


@pytest.mark.parametrize("source", [WITHOUT_LOOPS, IN_LIBRARIES])
def test_what_libraries_do_does_not_count(source: str) -> None:
    assert lines_of(source, 1000) == lines_of(source, 1) <= 2


def test_code_of_other_files_does_not_count() -> None:
    source, (base, turn) = LOOPS["a loop on one line"]
    assert lines_of(source, 10) == base + 10 * turn
    assert lines_of(source, 10, file="test_work.py") == 0


def test_the_result_comes_with_the_count() -> None:
    assert count_lines(set(), lambda: "result") == ("result", 0)


@pytest.fixture
def traced() -> Iterator[Callable[..., object]]:
    """A trace function that is there already, such as a debugger's."""
    before = sys.gettrace()

    def trace(*_: object) -> None: ...

    sys.settrace(trace)
    yield trace
    sys.settrace(before)


def test_the_trace_function_of_before_is_back_afterwards(traced: Callable[..., object]) -> None:
    count_lines(set(), lambda: 1)
    assert sys.gettrace() is traced


def test_it_is_back_after_an_exception_too(traced: Callable[..., object]) -> None:
    with pytest.raises(ZeroDivisionError):
        count_lines(set(), lambda: 1 // 0)
    assert sys.gettrace() is traced


def test_a_removed_trace_function_is_noticed(traced: Callable[..., object]) -> None:
    with pytest.raises(RuntimeError, match=r"sys\.settrace was called"):
        count_lines(set(), lambda: sys.settrace(None))
    assert sys.gettrace() is traced


@pytest.mark.parametrize("value", [-1, True, 1.0, None, "12", 1 << 40])
def test_what_is_no_number_of_lines_is_known(value: object) -> None:
    assert not is_count(value)


@pytest.mark.parametrize("value", [0, 12, (1 << 40) - 1])
def test_what_is_a_number_of_lines_is_known(value: object) -> None:
    assert is_count(value)


FILES = {
    "work.py": """
from .helper import total
def f(x): return total(x)
def stub(): raise NotImplementedError
""",
    "helper.py": "def total(x):\n    s = 0\n    for v in x: s += v\n    return s",
}
LIAR = """
import sys

def f():
    frame = sys._getframe()
    while "self" not in frame.f_locals or not hasattr(frame.f_locals["self"], "_operations"):
        frame = frame.f_back
    frame.f_locals["self"]._operations["counted"] = lambda *question: {answer}

def g(): return 1
"""


class TestInTheSandbox:
    def test_lines_of_all_files_of_the_submission_count(self, submit: Submit) -> None:
        work = submit(FILES).work
        assert work.f.counted([1, 2, 3]) == (6, 7)
        assert work.f.counted(x=[]) == (0, 4)

    def test_the_reference_counts_alike(self, forget_modules: Callable[[], None]) -> None:
        host = LocalBackend("public_counted", FILES)
        assert host.counted(["work", "f"], ([1, 2, 3],), {}) == (6, 7)
        assert host.counted(["work", "f"], (), {"x": []}) == (0, 4)

    def test_methods_of_objects_are_counted(self, submit: Submit) -> None:
        net = submit("class Net:\n    def go(self, n):\n        return [i for i in range(n)]").work.Net()
        assert net.go.counted(3) == ([0, 1, 2], 4)

    def test_arrays_come_back_with_the_count(self, submit: Submit) -> None:
        result, lines = submit("def f(x): return 2 * x").work.f.counted(np.ones(3))
        np.testing.assert_array_equal(result, [2.0, 2.0, 2.0])
        assert lines == 1

    def test_a_call_that_fails_is_a_fault_like_any_other(self, submit: Submit) -> None:
        work = submit(FILES).work
        with pytest.raises(SubmissionMissing):
            work.stub.counted()
        with pytest.raises(SubmissionRaised):
            work.f.counted(3)

    def test_nothing_is_traced_after_the_call(self, submit: Submit) -> None:
        work = submit("import sys\ndef f(): return 1\ndef traced(): return sys.gettrace() is not None").work
        work.f.counted()
        assert work.traced.counted() == (True, 1)
        assert work.traced() is False

    def test_a_removed_trace_function_is_a_fault(self, submit: Submit) -> None:
        work = submit(
            "import sys\ndef f():\n    sys.settrace(None)\n    return sum(i for i in range(99))"
        ).work
        with pytest.raises(SubmissionRaised) as caught:
            work.f.counted()
        assert caught.value.exception == "RuntimeError"

    @pytest.mark.parametrize(
        "answer", ["7", "(7, -1)", "(7, True)", "(7, 1.0)", "(7, 1, 1)", "[7, 1]", "(7, 1 << 99)"]
    )
    def test_an_answer_of_another_form_breaks_the_protocol(self, submit: Submit, answer: str) -> None:
        work = submit(LIAR.format(answer=answer)).work
        work.f()
        with pytest.raises(ProtocolViolation):
            work.g.counted()
