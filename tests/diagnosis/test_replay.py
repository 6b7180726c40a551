"""Plain functions as tests: a submission in its sandbox answers, then a variant in this process is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.diagnosis.replay import MANY, SAMPLE, Parted, Replay, looked_at, same
from grader.errors import SubmissionFault, SubmissionRaised, SubmissionTimeout
from grader.model import Limits
from grader.runner.local import LocalBackend
from grader.runner.recording import Answer, RecordingBackend
from grader.sandbox.launcher import Confinement, Zygote
from grader.sandbox.proxy import Modules
from grader.sandbox.session import Session

Test = Callable[[Any], object]
X = np.arange(1.0, 5.0)

NET = """
class Net:
    def __init__(self, size):
        self.size = size
        self._seen = 0
    def step(self, by):
        self._seen += by
        return self._seen
    def grow(self):
        self.size += 1
        return self

def twice(net):
    return 2 * net.size
"""
TOTAL = "def total(x): return float(x.sum())\n"
SCALE = "def scale(x, k): return k * x\n"


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote(Confinement("kernel", ())) as zygote:
        yield zygote


@pytest.fixture
def replay(zygote: Zygote) -> Iterator[Callable[[Test, str, str], Replay]]:
    """Run a test on a student's `code.py`, and again on a variant."""
    modules, finders = set(sys.modules), list(sys.meta_path)

    def run(test: Test, student: str, variant: str) -> Replay:
        with Session(zygote, {"code.py": student}, Limits()) as session:
            tape = RecordingBackend(session)
            tape.start("test")
            session.begin(10.0)
            with suppress(AssertionError, SubmissionFault):
                test(Modules(tape).code)
        package = f"variant_{len(sys.meta_path)}"
        again = Replay(LocalBackend(package, {"code.py": variant}), tape.answers["test"])
        with suppress(AssertionError, SubmissionFault, Parted):
            test(Modules(again).code)
        return again

    yield run
    sys.meta_path[:] = finders
    for name in sys.modules.keys() - modules:
        if name.startswith("variant_"):
            del sys.modules[name]


def operations(replay: Replay) -> list[str]:
    return [answer.operation for answer in replay.given]


def test_code_that_answers_alike_agrees(replay):
    def test(code: Any) -> None:
        assert code.total(X) == 10
        assert code.total(-X) == -10

    assert replay(test, TOTAL, "def total(x): return sum(x)\n").agrees
    assert not replay(test, TOTAL, "def total(x): return abs(sum(x))\n").agrees


def test_the_number_of_lines_is_the_variants_own_and_the_result_decides(replay):
    counts = []

    def test(code: Any) -> None:
        counts.append(code.total.counted(X)[1])

    looped = "def total(x):\n    s = 0.0\n    for v in x: s += v\n    return s\n"
    assert replay(test, looped, TOTAL).agrees
    assert counts == [7, 1]
    assert not replay(test, looped, TOTAL.replace("sum", "mean")).agrees


def test_the_replay_ends_at_the_first_other_answer(replay):
    def test(code: Any) -> None:
        for sign in (1, -1, 1, 1):
            code.total(sign * X)

    parted = replay(test, TOTAL, "def total(x): return abs(sum(x))\n")
    assert [answer.value for answer in parted.given] == [10, 10]


def test_the_answers_of_a_test_that_fails_early_agree_as_far_as_it_went(replay):
    def test(code: Any) -> None:
        assert code.total(X) == 10
        code.total(-X)

    wrong = "def total(x): return x.mean()\n"
    assert replay(test, wrong, wrong).agrees


def test_code_that_leaves_a_question_of_the_student_unasked_does_not_agree(replay):
    def test(code: Any) -> None:
        if code.total(X) > 10:
            code.total(-X)

    barely = TOTAL.replace("x.sum()", "x.sum() * (1 + 1e-12)")
    assert not replay(test, barely, TOTAL).agrees


def test_code_that_is_asked_more_than_the_student_does_not_agree(replay):
    def test(code: Any) -> None:
        if code.total(X) <= 10:
            code.total(-X)

    barely = TOTAL.replace("x.sum()", "x.sum() * (1 + 1e-12)")
    parted = replay(test, barely, TOTAL)
    assert not parted.agrees
    assert operations(parted) == ["call", "call"]


def test_another_kind_of_question_does_not_agree(replay):
    def test(code: Any) -> None:
        code.total(X) if code.total(X) > 10 else code.total.with_args(X)

    barely = TOTAL.replace("x.sum()", "x.sum() * (1 + 1e-12)")
    assert not replay(test, barely, TOTAL).agrees


def test_the_same_exception_with_the_same_words_agrees(replay):
    def test(code: Any) -> None:
        code.scale(X, np.ones(3))

    assert replay(
        test, SCALE, "def scale(x, k): return x * 1 * k\n".replace("x * 1 * k", "k * (x * 1)")
    ).agrees
    assert not replay(test, SCALE, "def scale(x, k): return x[:3] * k\n").agrees, "no exception"
    assert not replay(test, SCALE, "def scale(x, k): return k + x[:2]\n").agrees, "other words"
    assert not replay(test, SCALE, "def scale(x, k): raise KeyError(3)\n").agrees, "another class"


def test_an_exception_in_place_of_an_answer_does_not_agree(replay):
    def test(code: Any) -> None:
        code.scale(X, 3.0)

    assert not replay(test, SCALE, "def scale(x, k): return 1 / 0\n").agrees


def test_an_exception_that_a_test_expects_ends_nothing(replay):
    def test(code: Any) -> None:
        with pytest.raises(SubmissionRaised):
            code.scale(X, np.ones(3))
        assert code.scale(X, 2.0)[0] == 2

    assert replay(test, SCALE, SCALE).agrees
    assert not replay(
        test, SCALE, "def scale(x, k): return k * x + (np.ndim(k) == 0)\nimport numpy as np\n"
    ).agrees


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "return total(x)", "raise KeyboardInterrupt"])
def test_a_variant_that_ends_in_a_strange_way_does_not_agree(replay, ending):
    def test(code: Any) -> None:
        with suppress(BaseException):
            code.total(X)

    assert not replay(test, TOTAL, f"def total(x): {ending}\n").agrees


def test_a_test_that_catches_everything_cannot_hide_that_they_part(replay):
    def test(code: Any) -> None:
        with suppress(Exception):
            code.total(X)
        with suppress(BaseException):
            code.total(-X)

    parted = replay(test, TOTAL, "def total(x): return x.mean()\n")
    assert not parted.agrees
    assert operations(parted) == ["call"], "it ends there, and costs no more"
    assert not replay(test, TOTAL, "def total(x): return abs(x.sum())\n").agrees


def test_objects_stay_behind_handles_and_come_back_as_arguments(replay):
    def test(code: Any) -> None:
        net = code.Net(3)
        assert net.size == 3
        net.step(2)
        assert net.step(2) == 4
        net.size = 5
        assert code.twice(net.grow()) == 12
        assert code.twice(net=net) == 12

    assert replay(test, NET, NET.replace("+= 1", "= self.size + 1")).agrees
    assert not replay(test, NET, NET.replace("+= 1", "+= 2")).agrees
    assert not replay(test, NET, NET.replace("+= by", "= by")).agrees
    assert not replay(test, NET, NET.replace("2 * net", "3 * net")).agrees


def test_a_plain_value_does_not_pass_for_an_object(replay):
    def test(code: Any) -> None:
        code.Net(3)

    assert replay(test, NET, NET).agrees
    assert not replay(test, NET, "def Net(size): return (size, 0)\n").agrees
    assert not replay(test, "def Net(size): return (size, 0)\n", NET).agrees


def test_a_change_of_the_arguments_tells(replay):
    def test(code: Any) -> None:
        code.scale.with_args(X, 2.0)

    in_place = "def scale(x, k):\n    x *= k\n    return x\n"
    assert replay(test, in_place, in_place).agrees
    assert not replay(test, in_place, SCALE).agrees
    assert not replay(test, SCALE, in_place).agrees


def test_an_attribute_of_a_module_is_compared(replay):
    def test(code: Any) -> None:
        assert code.answer == "b"

    assert replay(test, "answer = 'c'", "answer = 'c'").agrees
    assert not replay(test, "answer = 'c'", "answer = 'a'").agrees


COUNTING = "asked = []\ndef total(x):\n    asked.append(x)\n    return float(x)\n"


@pytest.mark.parametrize(("points", "asked"), [(1, 1), (MANY, MANY), (MANY + 1, SAMPLE), (100, SAMPLE)])
def test_of_many_points_few_are_looked_at(replay, points, asked):
    def test(code: Any) -> None:
        assert code.total.map([(float(x),) for x in range(points)]) == list(range(points))

    again = replay(test, COUNTING, COUNTING)
    assert again.agrees
    (answer,) = again.given
    assert len(answer.value) == asked


def test_the_first_the_middle_and_the_last_of_many_points_are_looked_at():
    assert looked_at(101) == [0, 50, 100]


def test_one_point_that_is_looked_at_parts_them(replay):
    def test(code: Any) -> None:
        code.total.map([(float(x),) for x in range(101)])

    assert not replay(test, COUNTING, COUNTING.replace("float(x)", "min(float(x), 99.0)")).agrees


def test_a_map_without_a_point_and_one_that_raises_agree(replay):
    def test(code: Any) -> None:
        assert code.total.map([]) == []
        with pytest.raises(SubmissionRaised, match="raised"):
            code.total.map([(2.0,), ("a",)])

    assert replay(test, COUNTING, COUNTING).agrees
    assert not replay(test, COUNTING, "def total(x): return x\n").agrees


def test_what_a_test_does_to_an_answer_does_not_reach_the_variant_or_what_is_known_of_it(replay):
    kept = "import numpy as np\nkept = np.zeros(2)\ndef total(x):\n    kept[:] += 1\n    return kept\n"

    def test(code: Any) -> None:
        for _ in range(2):
            result = code.total(X)
            result[:] = 7

    again = replay(test, kept, kept)
    assert again.agrees
    assert [answer.value.tolist() for answer in again.given] == [[1, 1], [2, 2]]


HUGE = {
    "an integer beyond float64": "10**400",
    "a complex number": "np.complex128(x.sum() + 1j)",
    "another shape": "np.ones(100_000)",
    "an object": "object()",
    "a deep list": "deep",
}


@pytest.mark.parametrize("value", HUGE.values(), ids=HUGE)
def test_an_answer_that_no_number_compares_with_does_not_agree(replay, value):
    def test(code: Any) -> None:
        code.total(X)

    deep = "deep = 1.0\nfor _ in range(40): deep = [deep]\n"
    student = f"import numpy as np\n{deep}def total(x): return {value}\n"
    assert not replay(test, student, TOTAL).agrees


FORGED = {
    "fewer points than were asked": Answer("map", [1.0]),
    "no pair of result and arguments": Answer("call_with_args", 5),
    "three in place of a pair": Answer("call_with_args", (1.0, (2.0,), 3.0)),
    "no pair of result and count": Answer("counted", 5),
    "a timeout in place of an answer": Answer("call_with_args", None, SubmissionTimeout(1.0, "total")),
}
OURS = {"map": {0: 1.0, 5: 1.0}, "call_with_args": (1.0, (2.0,)), "counted": (1.0, 3)}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_an_answer_of_no_known_form_is_another_answer(forged):
    assert not same(forged, Answer(forged.operation, OURS[forged.operation]))


def test_a_handle_of_another_test_does_not_agree(replay):
    kept = SimpleNamespace(net=None)

    def test(code: Any) -> None:
        kept.net = kept.net or code.Net(3)
        code.twice(kept.net)

    assert not replay(test, NET, NET).agrees
