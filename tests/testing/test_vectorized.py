"""Code without loops passes, whatever the machine does; every way to write a loop is refused."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from grader.messages import brief, full
from grader.model import Limits
from grader.observations import LoopsFound, Observation, details
from grader.runner.local import LocalBackend
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.proxy import Function, Module
from grader.sandbox.session import Session
from grader.testing.answers import CheckFailed
from grader.testing.vectorized import MORE, assert_vectorized

SIZES = ("1 row", "100 rows")
SMALL, LARGE = (np.ones((1, 3)),), (np.ones((100, 3)),)
RIGHT = np.full(100, 3.0)

VECTORIZED = {
    "numpy": "def f(X): return X.sum(axis=1)",
    "einsum": "def f(X): return np.einsum('ij->i', X)",
    "a loop over columns": """
def f(X):
    s = np.zeros(len(X))
    for j in range(X.shape[1]):
        s += X[:, j]
    return s
""",
    "chunks": """
def f(X):
    return np.concatenate([X[start:start + 64].sum(axis=1) for start in range(0, len(X), 64)])
""",
    "a branch for large problems": "def f(X):\n  if len(X) > 9:\n    X = X.copy()\n  return X.sum(axis=1)",
    "much to say": "def f(X):\n    for line in range(99): print(line)\n    return X.sum(axis=1)",
}
LOOPED = {
    "rows": """
def f(X):
    s = np.zeros(len(X))
    for i, row in enumerate(X):
        s[i] = row.sum()
    return s
""",
    "a comprehension": "def f(X): return np.array([row.sum() for row in X])",
    "a generator": "def f(X): return np.fromiter((row.sum() for row in X), float)",
    "while": """
def f(X):
    s, i = np.zeros(len(X)), len(X)
    while i: i -= 1; s[i] = X[i].sum()
    return s
""",
    "map": "def f(X): return np.array(list(map(lambda row: row.sum(), X)))",
    "vectorize": "def f(X): return np.vectorize(lambda i: X[i].sum())(np.arange(len(X)))",
    "apply_along_axis": "def f(X): return np.apply_along_axis(lambda row: row.sum(), 1, X)",
    "recursion": "def f(X): return np.array([X[0].sum(), *f(X[1:])]) if len(X) else np.zeros(0)",
    "a helper": "def g(row): return row.sum()\ndef f(X): return np.array(list(map(g, X)))",
}


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote(Confinement("kernel", ())) as zygote:
        yield zygote


@pytest.fixture
def function(zygote: Zygote, request: pytest.FixtureRequest) -> Iterator[Function]:
    """`f` of the submission that the test names."""
    with Session(zygote, {"work.py": f"import numpy as np\n{request.param}"}, Limits()) as session:
        session.begin(10.0)
        yield Module(session, "work").f


@pytest.mark.parametrize("function", VECTORIZED.values(), ids=VECTORIZED, indirect=True)
def test_code_whose_lines_do_not_grow_passes(function: Function) -> None:
    answers = assert_vectorized(function, SMALL, LARGE, what="f", sizes=SIZES)
    np.testing.assert_array_equal(answers[0], RIGHT[:1])
    np.testing.assert_array_equal(answers[1], RIGHT)


@pytest.mark.parametrize("function", LOOPED.values(), ids=LOOPED, indirect=True)
def test_a_loop_in_any_form_is_refused(function: Function) -> None:
    with pytest.raises(CheckFailed) as caught:
        assert_vectorized(function, SMALL, LARGE, what="f", sizes=SIZES)
    seen = caught.value.observation
    assert (type(seen), seen.subject) == (LoopsFound, "f")
    assert details(seen)["many"] >= details(seen)["few"] + 99
    np.testing.assert_array_equal(function(*LARGE), RIGHT, "it is the loop alone that is wrong")


def test_the_reference_is_counted_too(forget_modules: object) -> None:
    code = Module(
        LocalBackend("public_vectorized", {"work.py": "def f(n): return sum(i for i in range(n))"}), "work"
    )
    assert assert_vectorized(code.f, (1,), (1 + MORE,), what="f", sizes=SIZES) == (0, 210)
    with pytest.raises(CheckFailed):
        assert_vectorized(code.f, (1,), (2 + MORE,), what="f", sizes=SIZES)
    assert_vectorized(code.f, (1,), (2 + MORE,), what="f", sizes=SIZES, more=MORE + 1)


def seen(few: int, many: int) -> Observation:
    return LoopsFound("f", few, many, few + 20, small="1 image", large="100 images")


def test_all_is_told_of_a_visible_test() -> None:
    assert full(seen(12, 1_234)) == (
        "`f` loops in Python: "
        "it executes about 100 times as many lines for a large problem as for a small one.",
        "It executed 1,234 lines for 100 images and 12 for 1 image, where 32 were allowed.",
    )


@pytest.mark.parametrize(
    ("few", "many", "growth"),
    [
        (100, 130, "more lines for a large problem than for a small one"),
        (0, 250, "about 200 times as many lines"),
        (10, 20, "about 2 times as many lines"),
        (12, 54_321, "about 5,000 times as many lines"),
        (1, 987_654_321, "about 1,000,000 times as many lines"),
    ],
)
def test_a_hidden_test_tells_one_digit_of_the_growth(few: int, many: int, growth: str) -> None:
    assert brief(seen(few, many)).startswith(f"`f` loops in Python: it executes {growth}")
