"""How much may come back at once: from a real worker, and from one that writes its messages by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.errors import ProtocolViolation, SubmissionTooLarge
from grader.messages import brief, full
from grader.model import Status
from grader.observations import WrongSize
from grader.sandbox.bounds import for_answer, for_callback
from grader.sandbox.codec import TooLarge, decode

Submit = Callable[..., Any]
BASE = for_answer(0)
TOO_MUCH = {
    "bytes": f"np.zeros({BASE.body} // 8 + 1_000)",
    "bytes of text": "'x' * (1 << 21)",
    "more than a message": "np.zeros(1 << 26)",
    "text beyond a message": "'x' * 100_000_000",
    "lists beyond a message": "[[]] * 400_000",
    "arrays beyond a message": "[np.zeros(1) for _ in range(30_000)]",
    "values": "[0] * 200_000",
    "lists without commas": "[deep(45)] * 5_000",
    "arrays": "[np.zeros(1) for _ in range(5_000)]",
    "numpy scalars": "[np.float32(1)] * 5_000",
    "objects": "[object() for _ in range(60_000)]",
    "one array many times": "[np.zeros(1 << 18)] * 10",
    "an empty array of great length": "np.zeros((0, 1 << 22))",
    "bytes of bytes": "bytes(17 << 20)",
    "a dict": "{n: 'x' * 1000 for n in range(2_000)}",
}
HEAD = "import numpy as np\ndef deep(n): return [deep(n - 1)] if n else []\n"


@pytest.mark.parametrize("value", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_a_wrong_answer_and_costs_one_test(submit: Submit, value: str) -> None:
    desk = submit(f"{HEAD}def f(): return {value}\ndef fair(): return 1")
    with pytest.raises(SubmissionTooLarge) as caught:
        desk.work.f()
    assert caught.value.status is Status.FAILED
    assert isinstance(caught.value.observation, WrongSize)
    assert caught.value.observation.subject == "f"
    assert desk.work.fair() == 1


@pytest.mark.parametrize("value", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_function_of_the_tests_is_never_called_with_too_much(submit: Submit, value: str) -> None:
    calls: list[object] = []
    desk = submit(f"{HEAD}def f(g): return g({value})\ndef fair(): return 1")
    with pytest.raises(SubmissionTooLarge):
        desk.work.f(calls.append)
    assert calls == []
    assert desk.work.fair() == 1


def test_a_function_of_the_tests_takes_less_than_an_answer_holds(submit: Submit) -> None:
    desk = submit(f"{HEAD}def f(): return np.zeros(1 << 20)\ndef g(h): return h(np.zeros(1 << 20))")
    assert desk.work.f().size == 1 << 20
    with pytest.raises(SubmissionTooLarge):
        desk.work.g(lambda x: 1)


def test_what_is_passed_as_a_keyword_counts_too(submit: Submit) -> None:
    with pytest.raises(SubmissionTooLarge):
        submit(f"{HEAD}def f(g): return g(x=np.zeros(1 << 20))").work.f(lambda x: 1)


@pytest.mark.parametrize(
    "value",
    [
        f"np.zeros({BASE.body} // 8 - 2)",
        "'x' * 1_000_000",
        "[0] * 90_000",
        "[np.zeros(1) for _ in range(4_000)]",
        "[object() for _ in range(1_000)]",
        "np.zeros((0, 1000))",
        "[np.zeros(1000)] * 1_000",
    ],
)
def test_what_is_within_the_bounds_comes_back(submit: Submit, value: str) -> None:
    submit(f"{HEAD}def f(): return {value}").work.f()


def test_the_bounds_grow_with_the_question(submit: Submit) -> None:
    x = np.ones(1 << 20)
    work = submit(
        f"{HEAD}def f(x): return [x + 1, x + 2, x + 3, x + 4]\ndef g(h, x): return h(x) + h(2 * x)"
    ).work
    assert [y[0] for y in work.f(x)] == [2, 3, 4, 5]
    assert work.g(lambda y: float(y.sum()), x) == 3 * (1 << 20)


def test_an_attribute_and_a_constant_are_bounded_too(submit: Submit) -> None:
    desk = submit(f"{HEAD}BIG = np.zeros(1 << 22)\nclass A:\n    big = BIG\n")
    with pytest.raises(SubmissionTooLarge):
        _ = desk.work.BIG
    thing = desk.work.A()
    with pytest.raises(SubmissionTooLarge):
        _ = thing.big


@pytest.mark.parametrize(
    "record",
    [
        "[1, 2]",
        "['bytes', 'x', 3]",
        "['points', 1, 2]",
        "None",
        "['bytes', True, 1]",
        "[[], 1, 2]",
        "['bytes', 10**400, 1]",
    ],
)
def test_a_record_of_sizes_of_its_own_is_a_violation(submit: Submit, record: str) -> None:
    source = f"""
def f():
    from grader.sandbox import worker
    pack = worker.pack
    worker.pack = lambda number, value, export=None: pack(number, ["large", {record}])
    raise ValueError
"""
    with pytest.raises(ProtocolViolation, match="protocol"):
        submit(source).work.f()


def test_the_sentences_name_the_sizes_and_the_brief_one_none(submit: Submit) -> None:
    with pytest.raises(SubmissionTooLarge) as caught:
        submit(f"{HEAD}def f(): return np.zeros(1 << 23)").work.f()
    seen = caught.value.observation
    assert brief(seen) == "The size of `f` is not right: it is far too large."
    assert full(seen)[1] == "Got 64.0 MB, at most 16.0 MB fit."


def test_objects_are_not_counted_to_their_end(submit: Submit) -> None:
    with pytest.raises(SubmissionTooLarge) as caught:
        submit(f"{HEAD}def f(): return [object() for _ in range(3_000)]").work.f()
    assert re.fullmatch(r"Got more than 1,0\d\d objects\.", full(caught.value.observation)[1])


def test_references_in_another_spelling_count_too() -> None:
    """The bound is on what is decoded, not on the text of the header."""
    node = [{"r": [number, "thing"]} for number in range(BASE.objects + 1)]
    with pytest.raises(TooLarge, match="objects"):
        decode(node, [], lambda *_: object(), BASE)
    assert len(decode(node[1:], [], lambda *_: object(), BASE)) == BASE.objects


def test_the_arguments_of_a_callback_are_bounded_by_less() -> None:
    assert for_callback(10).body < for_answer(10).body
    assert for_callback(10)._replace(body=0) == for_answer(10)._replace(body=0)
