"""grader.wording: what a hidden test may say, what a visible one says, and what a terminal may be sent."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Frame, Observation, Seen
from grader.wording import Cell, brief, full, printable, table

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
    *("megabytes", "place", "sizes", "difference", "ratio_of_wrong", "difference_of_wrong"),
    *("loss_right", "gradient_right", "own_slope", "yours_values", "expected_values", "wrong_values"),
    *("few", "many", "small", "large", "allowed"),
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
    assert isinstance(table(Observation(kind, "loss", details)), tuple)


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
        "Yours is 6 times what was expected everywhere.",
        "N is 6.",
    )


def sentence(key: str, value: object, **details: Any) -> str:
    """The only sentence about wrong values that follows from `key` being `value`."""
    _, said = full(Observation(Seen.VALUES, "dW", {key: value, **details}))
    return said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (6.0, "is 6 times what was expected"),
        (5.9999999999, "is 6 times what was expected"),
        (-2.5, "is -2.5 times what was expected"),
        (0.5, "is half of what was expected"),
        (0.25, "is 1/4 of what was expected"),
        (-0.25, "is -1/4 of what was expected"),
        (0.37, "is 0.37 times what was expected"),
        (-1.0, "has the right size and the opposite sign"),
        (0.0, "is zero"),
    ],
)
def test_a_ratio_is_told_as_people_say_it(ratio: float, said: str) -> None:
    assert sentence("ratio", ratio) == f"Yours {said} everywhere."
    assert sentence("ratio", ratio, entries=1) == f"Yours {said}."
    assert sentence("ratio_of_wrong", ratio) == f"Where it is wrong, yours {said}."


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"N": 6}, "N is 6"),
        ({"N": 6, "D": 6}, "N and D are both 6"),
        ({"N": 6, "D": 6, "H": 6}, "N, D and H are all 6"),
    ],
)
def test_every_size_that_a_ratio_could_come_from_is_named(sizes: dict[str, int], said: str) -> None:
    assert (
        sentence("ratio", 6.0, sizes=sizes) == f"Yours is 6 times what was expected everywhere, and {said}."
    )


@pytest.mark.parametrize(("difference", "said"), [(1.0, "1 more"), (-0.5, "0.5 less")])
def test_a_constant_that_was_added_is_told(difference: float, said: str) -> None:
    assert sentence("difference", difference) == f"Yours is {said} than expected everywhere."
    assert sentence("difference_of_wrong", difference) == f"Where it is wrong, yours is {said} than expected."


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"of": "row", "axis": 0, "index": 3, "whole": False}, "in row 3."),
        (
            {"of": "column", "axis": 1, "index": 2, "whole": True},
            "in column 2, and every entry there is wrong.",
        ),
        ({"of": "channel", "axis": 1, "index": 0, "whole": False}, "in channel 0."),
        ({"of": "slice", "axis": 2, "index": 4, "whole": False}, "at index 4 of axis 2."),
        (
            {"of": "border", "whole": True},
            "on the border of the last two axes, and every entry there is wrong.",
        ),
        ({"of": "diagonal", "whole": False}, "on the diagonal."),
    ],
)
def test_the_place_of_the_wrong_entries_is_told(place: dict[str, Any], said: str) -> None:
    assert sentence("place", place) == f"All wrong entries are {said}"


def gradient(loss: object, gradient: object, slope: object, **details: Any) -> Observation:
    bits = {"loss_right": loss, "gradient_right": gradient, "own_slope": slope}
    return Observation(Seen.GRADIENT, "dW", bits | details)


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        ((True, False, False), "Your loss is right; your gradient `dW` is not its derivative."),
        ((False, True, True), "Your gradient `dW` is right; your loss is off by a constant."),
        (
            (False, True, False),
            "Your gradient `dW` is right; your loss is not: one of its terms, or its base, is wrong.",
        ),
        (
            (False, False, True),
            "Your gradient `dW` is the right one for your loss, "
            "but your loss is not the one that was asked for.",
        ),
        (
            (False, False, False),
            "Your loss is not right, and your gradient `dW` is not its derivative: "
            "more than one thing is wrong.",
        ),
    ],
)
def test_the_pattern_of_loss_gradient_and_slope_is_put_in_words(bits: tuple[bool, ...], said: str) -> None:
    assert brief(gradient(*bits)) == said


@pytest.mark.parametrize(("loss", "right"), [(True, False), (False, True), (False, False)])
def test_nothing_is_said_of_a_slope_that_could_not_be_told(loss: bool, right: bool) -> None:
    unknown = brief(gradient(loss, right, None))
    assert unknown not in {brief(gradient(loss, right, slope)) for slope in (True, False)}
    assert not re.search("derivative|constant|term", unknown)


@pytest.mark.parametrize("bits", [(True, True, False), (1, 0, 0), (PLANTED, [], {}), (None, None, None)])
def test_an_unheard_of_pattern_falls_back_on_the_plain_sentence(bits: tuple[object, ...]) -> None:
    assert brief(gradient(*bits)) == "`dW` is not the gradient that was asked for."


def test_the_numbers_of_a_pattern_are_those_of_the_loss_where_it_alone_is_wrong() -> None:
    numbers = {"index": [1], "yours": 2.0, "expected": 1.0}
    assert full(gradient(False, True, None, **numbers))[1] == "Worst at `loss[1]`: yours is 2, expected is 1."
    assert full(gradient(False, False, None, **numbers))[1] == "Worst at `dW[1]`: yours is 2, expected is 1."


@pytest.mark.parametrize(
    "kind", [Seen.VALUES, Seen.SHAPE, Seen.DTYPE, Seen.NAN, Seen.GRADIENT, Seen.CONDITION]
)
@given(
    st.integers(2, 99), st.floats(allow_nan=False), st.sampled_from([*product([True, False, None], repeat=3)])
)
def test_a_brief_sentence_holds_no_number_index_or_size(
    kind: Seen, whole: int, real: float, bits: tuple[object, ...]
) -> None:
    details = {
        **dict.fromkeys(("yours", "expected", "ratio", "difference", "relative_error", "tolerance"), real),
        **dict.fromkeys(("wrong", "entries", "nan", "inf"), whole),
        **dict(zip(("loss_right", "gradient_right", "own_slope"), bits, strict=True)),
        "index": [whole, whole],
        "sizes": {"N": whole},
        "place": {"of": "column", "axis": 1, "index": whole, "whole": True},
        **{key: [real] for key in ("yours_values", "expected_values", "wrong_values")},
    }
    said = brief(Observation(kind, "dW", details))
    assert not re.search(r"\d|column|\bN\b", said)


VALUES: dict[str, list[list[Any]]] = {
    "yours_values": [[1.0, 2.5], [3.0, "nan"]],
    "expected_values": [[1.0, 2.0], [3.0, 4.0]],
    "wrong_values": [[False, True], [False, True]],
}


def test_a_small_array_is_a_table_that_tells_what_was_expected_where_it_is_wrong() -> None:
    rows = table(Observation(Seen.VALUES, "dW", VALUES))
    assert rows == ((Cell("1"), Cell("2.5", "2")), (Cell("3"), Cell("nan", "4")))


def test_a_vector_is_a_table_of_one_row() -> None:
    first = {key: rows[0] for key, rows in VALUES.items()}
    assert table(Observation(Seen.VALUES, "dW", first)) == ((Cell("1"), Cell("2.5", "2")),)


@pytest.mark.parametrize("lost", VALUES)
@pytest.mark.parametrize("left", [None, [[True]], [], 3])
def test_an_array_that_was_not_kept_whole_has_no_table(lost: str, left: object) -> None:
    assert table(Observation(Seen.VALUES, "dW", {**VALUES, lost: left})) == ()


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


@pytest.mark.parametrize(
    ("file", "place"),
    [("losses.ipynb", "losses.ipynb, cell 5, line 9"), ("my losses!.ipynb", "cell 5, line 9")],
)
def test_a_line_of_a_notebook_is_told_by_its_cell(file: str, place: str) -> None:
    frame = Frame(file, 9, "loss", "1 / 0", cell=5)
    seen = Observation(Seen.RAISED, "loss", {"exception": "ZeroDivisionError"}, (frame,))
    assert brief(seen) == f"`loss` raised a ZeroDivisionError ({place})."
    assert f"{file}, cell 5, line 9, in `loss`: `1 / 0`" in full(seen)


@pytest.mark.parametrize(
    ("lacking", "told"), [("slope of own loss", True), ("anything else", False), (7, False)]
)
def test_a_known_property_is_told_of_a_hidden_test_and_nothing_else(lacking: object, told: bool) -> None:
    seen = Observation(Seen.CONDITION, "dW", {"property": lacking, "statement": "f(3.7) is 2", "yours": 3.7})
    assert ("is not the slope of your own loss" in brief(seen)) == told
    assert "3.7" not in brief(seen)
