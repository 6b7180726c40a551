from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.errors import SubmissionMissing, SubmissionRaised
from grader.observations import (
    TITLE_SENTENCE,
    Modified,
    NotFinite,
    Observation,
    PropertyFailed,
    WrongAnswer,
    WrongDtype,
    WrongShape,
    WrongType,
    details,
    to_row,
)
from grader.sandbox.proxy import Handle
from grader.testing.answers import CheckFailed
from grader.testing.checks import (
    assert_answer,
    assert_close,
    assert_each_close,
    assert_finite,
    assert_raises,
    assert_shape,
    assert_that,
    assert_unchanged,
    unpack,
)

W = np.arange(1.0, 7.0).reshape(3, 2)
ON_THE_OTHER_SIDE: Any = Handle(None, 1, "Tensor" * 100, 0)  # type: ignore[arg-type]


def observed(check: Callable[..., object], *args: object, **kwargs: object) -> Observation:
    """What the check saw; always data that JSON can hold."""
    with pytest.raises(CheckFailed) as failure:
        check(*args, **kwargs)
    json.dumps(to_row(failure.value.observation), allow_nan=False)
    return failure.value.observation


def told(check: Callable[..., object], *args: object, **kwargs: object) -> dict[str, Any]:
    """The details of what the check saw."""
    return details(observed(check, *args, **kwargs))


# assert_close: what passes


@pytest.mark.parametrize("answer", [2.0, 2, np.float64(2), np.array(2.0), np.array(2), 2.0 + 1e-10])
def test_any_real_number_may_answer_a_scalar(answer: object) -> None:
    assert_close(answer, 2.0, what="loss")


def test_rounding_passes() -> None:
    assert_close(W * (1 + 1e-9), W, what="dW")


def test_floats_may_answer_integers_and_flags() -> None:
    assert_close(np.array([1.0, 0.0]), np.array([1, 0]), what="count")
    assert_close(np.array([True, False]), np.array([True, False]), what="mask")


def test_a_matrix_is_an_array_of_two_dimensions() -> None:
    assert_close(W.view(np.matrix), W, what="dW")


@given(arrays(float, array_shapes(max_dims=3), elements=st.floats(allow_nan=False, allow_infinity=False)))
def test_an_array_is_close_to_itself(values: np.ndarray) -> None:
    assert_close(values.copy(), values, what="values")


# assert_close: what fails, and in which order


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (None, "NoneType"),
        ("2.0", "str"),
        (True, "bool"),
        (2 + 0j, "complex"),
        ([2.0], "list of 1 item"),
        (np.array([None]), "array of object"),
        (ON_THE_OTHER_SIDE, ("Tensor" * 100)[:80]),
    ],
)
def test_what_is_no_number_is_of_the_wrong_type(answer: object, name: str) -> None:
    seen = observed(assert_close, answer, 2.0, what="loss")
    assert seen == WrongType("loss", name, "number")


def test_a_list_is_no_array() -> None:
    assert told(assert_close, W.tolist(), W, what="dW")["expected"] == "ndarray"


@pytest.mark.parametrize("answer", [np.ones((3, 1)), np.ones((1, 3)), 1.0, np.array([1.0])])
def test_a_shape_that_would_broadcast_is_wrong(answer: np.ndarray) -> None:
    seen = observed(assert_close, answer, np.ones(3), what="losses")
    assert isinstance(seen, WrongShape)
    assert seen == WrongShape("losses", np.shape(answer), (3,))


@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.complex128, np.bool_])
def test_a_dtype_that_loses_digits_is_wrong_even_where_the_values_fit(dtype: type) -> None:
    seen = observed(assert_close, np.ones(3, dtype), np.ones(3), what="dW")
    assert seen == WrongDtype("dW", np.dtype(dtype).name, "float64")


def test_nan_is_told_before_values() -> None:
    seen = observed(assert_close, np.array([[9.0, 9.0], [np.nan, np.inf]]), np.ones((2, 2)), what="dW")
    assert seen == NotFinite("dW", nan=1, inf=1, entries=4, index=(1, 0))


@pytest.mark.parametrize("answer", [float("nan"), float("inf"), -(10**400)])
def test_a_number_that_float64_cannot_hold_is_not_finite(answer: float) -> None:
    assert isinstance(observed(assert_close, answer, 1.0, what="loss"), NotFinite)


def test_the_worst_entry_and_the_number_of_wrong_ones_are_told() -> None:
    answer = W.copy()
    answer[2, 1], answer[0, 0] = 10.0, 1.5
    seen = told(assert_close, answer, W, what="dW")
    assert (seen["index"], seen["yours"], seen["expected"]) == ([2, 1], 10.0, 6.0)
    assert (seen["wrong"], seen["entries"], seen["tolerance"]) == (2, 6, 1e-7)
    assert seen["relative_error"] == pytest.approx(np.hypot(4, 0.5) / np.linalg.norm(answer))
    assert "ratio" not in seen


def test_one_factor_everywhere_is_told() -> None:
    wanted = np.array([[1.0, -2.0], [0.0, 3.0]])
    assert told(assert_close, 6 * wanted, wanted, what="dW")["ratio"] == pytest.approx(6)


@pytest.mark.parametrize(("answer", "wanted"), [(6.0, 1.0), (W + 1, W), (np.ones(3), np.zeros(3))])
def test_no_factor_is_told_where_there_is_none(answer: np.ndarray, wanted: np.ndarray) -> None:
    assert "ratio" not in told(assert_close, answer, wanted, what="dW")


@pytest.mark.parametrize(("check", "wrap"), [(assert_close, lambda x: x), (assert_each_close, lambda x: [x])])
def test_a_factor_that_is_a_size_of_the_problem_is_told_by_its_name(check: Any, wrap: Any) -> None:
    seen = told(check, wrap(12.0), wrap(2.0), what="loss", sizes={"N": 6, "C": 4})
    assert (seen["ratio"], seen["sizes"]) == (6.0, {"N": 6})


def test_huge_values_are_wrong_without_a_warning() -> None:
    seen = told(assert_close, np.full(3, 1.7e308), np.full(3, -1.7e308), what="dW")
    assert seen["wrong"] == 3


def test_an_expected_nan_is_the_tests_own_mistake() -> None:
    with pytest.raises(ValueError, match="expected `loss`"):
        assert_close(1.0, float("nan"), what="loss")


def test_many_answers_are_compared_one_by_one() -> None:
    assert_each_close([1.0, W], [1.0, W], what="loss")
    assert told(assert_each_close, [1.0, 2.0], [1.0, 2.5], what="loss")["yours"] == 2.0


# The other checks


def test_a_shape_is_checked_alone() -> None:
    assert_shape(W, (3, 2), what="dW")
    assert told(assert_shape, W.T, (3, 2), what="dW") == {"yours": [2, 3], "expected": [3, 2]}


def test_finite_values_pass_and_infinite_ones_do_not() -> None:
    assert_finite(W, what="dW")
    assert_finite(1.0, what="loss")
    assert isinstance(observed(assert_finite, np.array([np.inf]), what="dW"), NotFinite)
    assert isinstance(observed(assert_finite, np.array(["a"]), what="dW"), WrongDtype)


def test_an_argument_that_changed_is_named() -> None:
    assert_unchanged(W, W.copy(), what="softmax", argument="scores")
    for after in (W + 1e-12, W.T, None):
        seen = observed(assert_unchanged, W, after, what="softmax", argument="scores")
        assert seen == Modified("softmax", "scores")


def test_an_argument_with_nan_that_did_not_change_passes() -> None:
    assert_unchanged(np.array([np.nan]), np.array([np.nan]), what="f", argument="x")


def test_a_property_that_does_not_hold_is_told_in_words() -> None:
    assert_that(True, "rows sum to 1", what="p")
    seen = observed(assert_that, False, "rows sum to 1", what="p", yours=np.float64(1.5))
    assert seen == PropertyFailed("p", "rows sum to 1", TITLE_SENTENCE, 1.5)


@pytest.mark.parametrize("answer", ["b", "B", " b\n"])
def test_a_letter_may_be_of_either_case(answer: str) -> None:
    assert_answer(answer, "b", what="question")


@pytest.mark.parametrize("answer", ["c", "", 2, ["b"]])
def test_another_letter_is_wrong(answer: object) -> None:
    assert isinstance(observed(assert_answer, answer, "b", what="question"), WrongAnswer)


def test_a_number_may_be_off_by_the_tolerance() -> None:
    assert_answer(6.27, 6.2667, what="question", tolerance=0.01)
    assert_answer(9, 9.0, what="question")


@pytest.mark.parametrize("answer", [6.3, float("nan"), float("inf"), 10**400, True])
def test_another_number_is_wrong(answer: object) -> None:
    seen = observed(assert_answer, answer, 6.2667, what="question", tolerance=0.01)
    assert details(seen)["expected"] == 6.2667


def test_a_number_in_quotes_is_told_from_a_wrong_number() -> None:
    seen = observed(assert_answer, "6.27", 6.27, what="question")
    assert seen == WrongType("question", "text in quotes", "number")


@pytest.mark.parametrize("expected", ["b", 6.27])
def test_none_is_no_answer_yet(expected: Any) -> None:
    with pytest.raises(SubmissionMissing):
        assert_answer(None, expected, what="question")


def test_a_long_answer_is_cut() -> None:
    assert len(told(assert_answer, "b" * 1000, "b", what="question")["yours"]) == 80


def fails_with(error: Exception) -> Callable[[object], object]:
    def function(_: object) -> object:
        raise error

    return function


def raised(name: str, *bases: str) -> SubmissionRaised:
    return SubmissionRaised(name, "", bases, (), "f")


@pytest.mark.parametrize(
    "error", [ValueError(), UnicodeError(), raised("ValueError"), raised("X", "ValueError")]
)
def test_the_exception_that_was_asked_for_passes(error: Exception) -> None:
    assert_raises(ValueError, fails_with(error), 1)


@pytest.mark.parametrize("error", [KeyError(), raised("KeyError", "LookupError"), SubmissionMissing("f")])
def test_any_other_exception_goes_its_way(error: Exception) -> None:
    with pytest.raises(type(error)):
        assert_raises(ValueError, fails_with(error), 1)


def test_a_fault_is_not_taken_for_the_exception_that_was_asked_for() -> None:
    with pytest.raises(SubmissionMissing):
        assert_raises(Exception, fails_with(SubmissionMissing("f")), 1)


def test_a_function_that_does_not_raise_is_told() -> None:
    seen = observed(assert_raises, ValueError, abs, -3)
    assert seen == PropertyFailed(
        "abs", "raises ValueError", "{subject} does not raise the exception that was asked for.", 3.0
    )


@pytest.mark.parametrize("value", [(1.0, W), [1.0, W]])
def test_the_items_of_a_result_are_unpacked(value: object) -> None:
    loss, dW = unpack(value, "loss", "dW")
    assert loss == 1.0
    assert dW is W


@pytest.mark.parametrize(
    ("value", "name"), [(1.0, "float"), ((1.0,), "tuple of 1 item"), (W, "array of float64")]
)
def test_a_result_with_other_items_is_of_the_wrong_type(value: object, name: str) -> None:
    seen = observed(unpack, value, "loss", "dW")
    assert seen == WrongType("loss, dW", name, "2 values: loss, dW")


def test_a_failure_reads_as_sentences() -> None:
    with pytest.raises(CheckFailed, match="The values of `loss` are not right"):
        assert_close(1.0, 2.0, what="loss")
