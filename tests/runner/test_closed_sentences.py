"""What a check lets a hidden test say: a sentence of its own, and a constant."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.messages import brief, full
from grader.model import Status
from grader.observations import Observation, PropertyFailed
from grader.runner.verdict import judge
from grader.testing.answers import CheckFailed
from grader.testing.checks import assert_that

ROOT = Path(__file__).resolve().parents[2]
# The calls that take a closed sentence, and the position where it is given.
TAKERS = {"PropertyFailed": 2, "GradientPropertyFailed": 3, "_Property": 2, "assert_that": None}
FILES = [*ROOT.glob("grader/testing/*.py"), *ROOT.glob("autograder_tests/**/*.py")]


def closed_sentences(source: str) -> Iterator[tuple[int, ast.expr | None]]:
    """The lines of calls that take a closed sentence, and what they are given."""
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(func=ast.Name(id=name)) if name in TAKERS:
                by_name = [keyword.value for keyword in call.keywords if keyword.arg == "closed"]
                at = TAKERS[name]
                by_place = [] if at is None else call.args[at : at + 1]
                given = (by_name + by_place)[:1]
                if given or at is not None:
                    yield call.lineno, given[0] if given else None


def is_constant(given: ast.expr | None) -> bool:
    """Whether it is a text, a constant's name, or handed on from another call that takes it."""
    match given:
        case ast.Constant(value=str(text)):
            return "{subject}" in text
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name == "closed" or name.isupper()
    return False


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_property_has_a_closed_sentence_and_it_is_a_constant(file: Path) -> None:
    wrong = [line for line, given in closed_sentences(file.read_text()) if not is_constant(given)]
    assert wrong == []


def test_there_are_such_sentences_in_the_checks() -> None:
    found = {file.name for file in FILES if list(closed_sentences(file.read_text()))}
    assert {"checks.py", "gradients.py"} <= found


@pytest.mark.parametrize(
    "call",
    [
        'PropertyFailed("p", "sums to 1")',
        'PropertyFailed("p", "sums to 1", f"{{subject}} is {value}.")',
        'PropertyFailed("p", "sums to 1", closed=str(value))',
        'assert_that(False, "sums to 1", what="p", closed="is " + text)',
        'assert_that(False, "sums to 1", what="p", closed="It is wrong.")',
    ],
)
def test_a_sentence_that_is_missing_or_put_together_is_found(call: str) -> None:
    ((_, given),) = closed_sentences(call)
    assert not is_constant(given)


def test_a_property_without_a_closed_sentence_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="closed"):
        PropertyFailed("p", "rows sum to 1")  # type: ignore[call-arg]


def documented(name: str) -> Callable[..., None]:
    """A check that the authors' guide shows, as it stands there: one file is all it takes."""
    guide = (ROOT / "docs/authors.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (source,) = (block for block in blocks if f"def {name}(" in block)
    names: dict[str, Any] = {}
    exec(compile(source, f"{name}.py", "exec"), names)
    check: Callable[..., None] = names[name]
    return check


def observed(error: BaseException) -> Observation:
    verdict = judge(error, "call")
    assert verdict.status is Status.FAILED
    assert verdict.observed is not None
    return verdict.observed


def test_a_check_of_ones_own_brings_both_of_its_sentences() -> None:
    assert_monotone = documented("assert_monotone")
    assert_monotone(np.array([1.0, 1.0, 2.0]), what="history")
    with pytest.raises(CheckFailed) as failed:
        assert_monotone(np.array([1.0, 3.0, 2.0]), what="history")
    seen = observed(failed.value)
    assert brief(seen) == "`history` falls somewhere."
    assert full(seen)[1:] == ("What should hold: history never falls, but does after entry 1.",)


def test_a_property_in_words_may_say_more_of_a_hidden_test_than_its_title() -> None:
    with pytest.raises(CheckFailed) as failed:
        assert_that(False, "f(3.7) is 2", what="f")
    assert brief(observed(failed.value)) == "What the title of this test says does not hold for `f`."
    with pytest.raises(CheckFailed) as failed:
        assert_that(False, "f(3.7) is 2", what="f", closed="{subject} is not even.")
    assert brief(observed(failed.value)) == "`f` is not even."


def test_a_bare_assertion_refers_to_the_title() -> None:
    seen = observed(AssertionError("assert f(3.7) == 2"))
    assert brief(seen) == "What the title of this test says does not hold for `the result`."
    assert "f(3.7)" in full(seen)[1]
