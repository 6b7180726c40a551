"""grader.wording: what a hidden test may say, what a visible one says, and what a terminal may be sent."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Frame, Observation, Seen
from grader.wording import brief, full, printable

PLANTED = "sentinel 0.8675309"
KEYS = [
    *(
        "index",
        "yours",
        "expected",
        "wrong",
        "entries",
        "relative_error",
        "tolerance",
        "note",
        "ratio",
        "nan",
    ),
    *("inf", "argument", "statement", "error", "exception", "message", "how", "reason", "file", "seconds"),
    "megabytes",
]
# Every code point, surrogates too; `st.text` would first spend seconds on its table of categories.
texts = st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=60).map("".join)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
json_values = scalars | st.lists(scalars, max_size=3)


def raised(exception: str = "ValueError", file: str = "softmax.py") -> Observation:
    details = {"exception": exception, "message": PLANTED}
    return Observation(Seen.RAISED, "loss", details, (Frame(file, 31, "loss", "    raise ValueError(x)"),))


@pytest.mark.parametrize("kind", Seen)
def test_a_brief_sentence_never_repeats_what_the_details_hold(kind: Seen) -> None:
    frame = Frame(f"{PLANTED}.py", 3, PLANTED, PLANTED)
    observation = Observation(kind, "loss", dict.fromkeys(KEYS, PLANTED), (frame,))
    assert "8675309" not in brief(observation)
    assert "loss" in brief(observation)


@pytest.mark.parametrize("kind", [kind for kind in Seen if kind not in {Seen.TIMEOUT, Seen.MISSING}])
def test_the_full_sentences_do_repeat_it(kind: Seen) -> None:
    frame = Frame("softmax.py", 3, PLANTED, PLANTED)
    assert PLANTED in " ".join(full(Observation(kind, "loss", dict.fromkeys(KEYS, PLANTED), (frame,))))


@pytest.mark.parametrize("kind", Seen)
@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_every_detail_is_optional_and_may_be_anything(kind: Seen, details: dict[str, Any]) -> None:
    sentences = full(Observation(kind, "loss", details))
    assert sentences[0] == brief(Observation(kind, "loss", details))
    assert all(sentences)


def test_a_builtin_exception_is_named_with_its_place() -> None:
    assert brief(raised("IndexError")) == "`loss` raised an IndexError (softmax.py, line 31)."


@pytest.mark.parametrize("exception", ["Loss_was_0_8675309", "print", ""])
def test_an_exception_that_is_not_builtin_is_not_named(exception: str) -> None:
    assert brief(raised(exception)) == "`loss` raised an exception (softmax.py, line 31)."


@pytest.mark.parametrize(
    "file", ["x is 0.8675309", "0.8675309.py", "x_is_0.8675309.py", "../etc/passwd", "a\n.py"]
)
def test_a_file_name_that_could_carry_a_message_is_not_repeated(file: str) -> None:
    assert brief(raised(file=file)) == "`loss` raised a ValueError."


def test_full_sentences_show_the_source_line_and_the_message() -> None:
    assert full(raised())[1:] == (
        "softmax.py, line 31, in `loss`: `raise ValueError(x)`",
        f"The message reads: {PLANTED}",
    )


def test_wrong_values_are_told_with_the_worst_entry_the_error_and_the_ratio() -> None:
    details = {
        "index": [3, 0],
        "yours": -4.608092,
        "expected": -0.768286,
        "wrong": 12,
        "entries": 12,
        "relative_error": 0.72,
        "tolerance": 1e-7,
        "note": "N is 6.",
        "ratio": 6.0,
    }
    assert full(Observation(Seen.VALUES, "dW", details)) == (
        "The values of `dW` are not right.",
        "12 of 12 entries differ.",
        "Worst at `dW[3, 0]`: yours is -4.608092, expected is -0.768286.",
        "The relative error is 7.2e-01 (allowed: 1.0e-07).",
        "Yours divided by what was expected is 6 everywhere.",
        "N is 6.",
    )


def test_a_single_number_has_no_worst_entry_and_no_share() -> None:
    details = {"index": None, "yours": "nan", "expected": 2.3, "wrong": 1, "entries": 1}
    assert full(Observation(Seen.VALUES, "loss", details))[1:] == ("Yours is nan, expected is 2.3.",)


def test_numbers_that_seven_digits_do_not_tell_apart_are_shown_with_all_of_them() -> None:
    details = {"yours": 1.00000001, "expected": 1.0}
    assert full(Observation(Seen.VALUES, "loss", details))[1:] == ("Yours is 1.00000001, expected is 1.0.",)


def test_shapes_are_written_as_numpy_writes_them() -> None:
    details = {"yours": [3], "expected": [3, 4]}
    assert full(Observation(Seen.SHAPE, "dW", details))[1:] == ("Yours is (3,), expected is (3, 4).",)


def test_a_count_of_zero_is_not_worth_a_sentence() -> None:
    details = {"nan": 0, "inf": 2, "entries": 12, "index": [1]}
    assert full(Observation(Seen.NAN, "dW", details))[1:] == (
        "2 of 12 entries are infinite.",
        "The first is at `dW[1]`.",
    )


@pytest.mark.parametrize(
    ("kind", "details", "sentence"),
    [
        (Seen.TIMEOUT, {"seconds": 10.0}, "`loss` was not done within 10 seconds."),
        (Seen.TIMEOUT, {"seconds": 1}, "`loss` was not done within 1 second."),
        (Seen.MEMORY, {"megabytes": 512}, "`loss` needed more memory than 512 MB."),
        (Seen.MISSING, {"file": None}, "`loss` is not written yet."),
        (Seen.MISSING, {"file": "svm.py"}, "`loss` cannot be found: the file `svm.py` is missing."),
    ],
)
def test_the_limit_or_the_missing_file_is_named(kind: Seen, details: dict[str, Any], sentence: str) -> None:
    assert brief(Observation(kind, "loss", details)) == sentence


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m\x07\x00", "\\x9b31m\\x07\\x00"),
        ("ab\u202ecod.exe\u2066", "ab\\u202ecod.exe\\u2066"),
        ("\ud800", "\\ud800"),
        ("a\rb\r\nc\u2028", "a\\rb\nc\\u2028"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_dangerous_characters_are_spelt_out(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@pytest.mark.parametrize(
    "text", ["", "dW[3, 0]\n\tis wrong", "Zoë Müller", "李小龙", "علي", "क्\u200dष", "a\\x1b"]
)
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_a_long_text_is_cut_and_a_text_of_just_the_limit_is_not() -> None:
    assert printable("x" * 11, 10) == "x" * 9 + "…"
    assert printable("x" * 10, 10) == "x" * 10


@given(texts, st.integers(1, 50))
def test_printable_text_keeps_its_limit_encodes_and_needs_no_second_pass(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert shown.encode("utf-8").decode("utf-8") == printable(shown, limit)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in shown if c not in "\n\t")


def test_a_property_of_two_numbers_shows_both_and_how_far_they_are_apart() -> None:
    details = {
        "statement": "dW gives the slope",
        "yours": -3.5,
        "expected": -2.0,
        "relative_error": 0.3,
        "tolerance": 1e-6,
    }
    assert full(Observation(Seen.CONDITION, "dW", details))[1:] == (
        "What should hold: dW gives the slope.",
        "Yours is -3.5, expected is -2.",
        "The relative error is 3.0e-01 (allowed: 1.0e-06).",
    )
