"""grader.messages: what a hidden test may say, what a visible one says, and what a terminal may be sent."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields
from itertools import product
from typing import Any, cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import wire
from grader.messages import TableCell, brief, full, printable, table
from grader.observations import (
    ArrayRegion,
    AssertionFailed,
    Differences,
    Frame,
    GradientPropertyFailed,
    Known,
    Missing,
    NotFinite,
    Observation,
    OutOfMemory,
    PropertyFailed,
    Raised,
    TimedOut,
    Unknown,
    WrongDtype,
    WrongGradient,
    WrongShape,
    WrongValues,
    to_row,
)
from tests.observations.planted import planted, planted_numbers

PLANTED = "sentinel 0.8675309"
# Every code point, surrogates too; `st.text` would first spend seconds on its table of categories.
texts = st.lists(st.integers(0, 0x10FFFF).map(chr), max_size=60).map("".join)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
json_values = scalars | st.lists(scalars, max_size=3)


def raised(exception: str = "ValueError", file: str = "softmax.py") -> Observation:
    return Raised("loss", exception, PLANTED, (Frame(file, 31, "loss", "    raise ValueError(x)"),))


def loaded(row: object) -> Observation:
    """The observation of a row, in which a lone surrogate becomes `?` as in the gradebook."""
    raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
    return cast("Observation", wire.load(cast("type[Any]", Observation), raw))


def name(observation: Observation) -> str:
    return type(observation).__name__


@pytest.mark.parametrize("observation", [*planted(PLANTED), *planted_numbers(8675309)], ids=name)
def test_a_brief_sentence_never_repeats_what_the_observation_holds(observation: Observation) -> None:
    assert "8675309" not in brief(observation)
    assert "loss" in brief(observation)


@pytest.mark.parametrize("observation", planted(PLANTED), ids=name)
def test_the_full_sentences_do_repeat_it(observation: Observation) -> None:
    assert PLANTED in " ".join(full(observation))


@pytest.mark.parametrize("observation", planted_numbers(8675309), ids=name)
def test_the_full_sentences_do_repeat_the_numbers(observation: Observation) -> None:
    assert "8675309" in " ".join(full(observation)).replace(",", "")


def test_every_kind_is_planted_but_those_that_hold_nothing_to_hide() -> None:
    shown = {type(one) for one in [*planted(PLANTED), *planted_numbers(1)]}
    assert {*get_args(Known), Unknown} - shown == {TimedOut, Missing}


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
    differences = Differences(
        index=(3, 0),
        yours=-4.608092,
        expected=-0.768286,
        wrong=12,
        entries=12,
        relative_error=0.72,
        tolerance=1e-7,
        note="N is 6.",
        ratio=6.0,
    )
    assert full(WrongValues("dW", differences)) == (
        "The values of `dW` are not right.",
        "12 of 12 entries differ.",
        "Worst at `dW[3, 0]`: got -4.608092, expected -0.768286.",
        "The relative error is 7.2e-01 (allowed: 1.0e-07).",
        "Yours is 6 times what was expected everywhere.",
        "N is 6.",
    )


def wrong(**differences: Any) -> WrongValues:
    return WrongValues("dW", Differences(**{"yours": 2.0, "expected": 1.0, **differences}))


def sentence(key: str, value: object, **differences: Any) -> str:
    """The only sentence about wrong values that follows from `key` being `value`."""
    (said,) = set(full(wrong(**{key: value}, **differences))) - set(full(wrong()))
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
        (ArrayRegion("row", 0, 3), "in row 3."),
        (ArrayRegion("column", 1, 2, whole=True), "in column 2, and every entry there is wrong."),
        (ArrayRegion("channel", 1, 0), "in channel 0."),
        (ArrayRegion("slice", 2, 4), "at index 4 of axis 2."),
        (
            ArrayRegion("border", whole=True),
            "on the border of the last two axes, and every entry there is wrong.",
        ),
        (ArrayRegion("diagonal"), "on the diagonal."),
    ],
)
def test_the_place_of_the_wrong_entries_is_told(place: ArrayRegion, said: str) -> None:
    assert sentence("place", place) == f"All wrong entries are {said}"


def gradient(loss: bool, gradient: bool, slope: bool | None, **numbers: Any) -> Observation:
    return WrongGradient(
        "dW", loss, gradient, slope, Differences(**{"yours": 2.0, "expected": 1.0, **numbers})
    )


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
def test_the_pattern_of_loss_gradient_and_slope_is_put_in_words(
    bits: tuple[bool, bool, bool], said: str
) -> None:
    assert brief(gradient(*bits)) == said


@pytest.mark.parametrize(("loss", "right"), [(True, False), (False, True), (False, False)])
def test_nothing_is_said_of_a_slope_that_could_not_be_told(loss: bool, right: bool) -> None:
    unknown = brief(gradient(loss, right, None))
    assert unknown not in {brief(gradient(loss, right, slope)) for slope in (True, False)}
    assert not re.search("derivative|constant|term", unknown)


@pytest.mark.parametrize("slope", [False, None])
def test_an_unheard_of_pattern_falls_back_on_the_plain_sentence(slope: bool | None) -> None:
    assert brief(gradient(True, True, slope)) == "`dW` is not the gradient that was asked for."


def test_the_numbers_of_a_pattern_are_those_of_the_loss_where_it_alone_is_wrong() -> None:
    assert full(gradient(False, True, None, index=(1,)))[1] == "Worst at `loss[1]`: got 2, expected 1."
    assert full(gradient(False, False, None, index=(1,)))[1] == "Worst at `dW[1]`: got 2, expected 1."


@given(
    st.integers(2, 99), st.floats(allow_nan=False), st.sampled_from([*product([True, False, None], repeat=3)])
)
def test_a_brief_sentence_holds_no_number_index_or_size(
    whole: int, real: float, bits: tuple[Any, Any, Any]
) -> None:
    differences = Differences(
        index=(whole, whole),
        yours=real,
        expected=real,
        wrong=whole,
        entries=whole,
        relative_error=real,
        tolerance=real,
        place=ArrayRegion("column", 1, whole, whole=True),
        ratio=real,
        sizes={"N": whole},
        difference=real,
        yours_values=(real,),
        expected_values=(real,),
        wrong_values=(True,),
    )
    for observation in (
        WrongValues("dW", differences),
        WrongGradient("dW", *bits, differences),
        WrongShape("dW", (whole,), (whole, whole)),
        WrongDtype("dW", f"float{whole}", f"int{whole}"),
        NotFinite("dW", whole, whole, whole, (whole,)),
        PropertyFailed("dW", f"is {real}", "{subject} falls.", real),
        GradientPropertyFailed("dW", f"{whole}", f"is {real}", "{subject} is zero.", real, real, real, real),
        AssertionFailed("dW", f"is {real}"),
    ):
        assert not re.search(r"\d|column|\bN\b", brief(observation))


VALUES: dict[str, tuple[tuple[Any, ...], ...]] = {
    "yours_values": ((1.0, 2.5), (3.0, "nan")),
    "expected_values": ((1.0, 2.0), (3.0, 4.0)),
    "wrong_values": ((False, True), (False, True)),
}


def test_a_small_array_is_a_table_that_tells_what_was_expected_where_it_is_wrong() -> None:
    assert table(wrong(**VALUES)) == (
        (TableCell("1"), TableCell("2.5", "2")),
        (TableCell("3"), TableCell("nan", "4")),
    )


def test_a_vector_is_a_table_of_one_row() -> None:
    first = {key: rows[0] for key, rows in VALUES.items()}
    assert table(wrong(**first)) == ((TableCell("1"), TableCell("2.5", "2")),)


@pytest.mark.parametrize("lost", VALUES)
@pytest.mark.parametrize("left", [None, ((True,),), (), (True, (True,))])
def test_an_array_that_was_not_kept_whole_has_no_table(lost: str, left: object) -> None:
    assert table(wrong(**{**VALUES, lost: left})) == ()


def test_a_single_number_has_no_worst_entry_and_no_share() -> None:
    differences = Differences(index=(), yours="nan", expected=2.3, wrong=1, entries=1)
    assert full(WrongValues("loss", differences))[1:] == ("Got nan, expected 2.3.",)


def test_numbers_that_seven_digits_do_not_tell_apart_are_shown_with_all_of_them() -> None:
    differences = Differences(yours=1.00000001, expected=1.0)
    assert full(WrongValues("loss", differences))[1:] == ("Got 1.00000001, expected 1.0.",)


def test_shapes_are_written_as_numpy_writes_them() -> None:
    assert full(WrongShape("dW", (3,), (3, 4)))[1:] == ("Got (3,), expected (3, 4).",)


def test_a_count_of_zero_is_not_worth_a_sentence() -> None:
    assert full(NotFinite("dW", nan=0, inf=2, entries=12, index=(1,)))[1:] == (
        "2 of 12 entries are infinite.",
        "The first is at `dW[1]`.",
    )


@pytest.mark.parametrize(
    ("observation", "sentence"),
    [
        (TimedOut("loss", 10.0), "`loss` was not done within 10 seconds."),
        (TimedOut("loss", 1), "`loss` was not done within 1 second."),
        (OutOfMemory("loss", 512), "`loss` needed more memory than 512 MB."),
        (Missing("loss"), "`loss` is not written yet."),
        (Missing("loss", "svm.py"), "`loss` cannot be found: the file `svm.py` is missing."),
        (Missing("loss", PLANTED), "`loss` is not written yet."),
    ],
)
def test_the_limit_or_the_missing_file_is_named(observation: Observation, sentence: str) -> None:
    assert brief(observation) == sentence


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
    closed = "{subject} is not the slope."
    observation = GradientPropertyFailed("dW", "slope", "dW gives the slope", closed, -3.5, -2.0, 0.3, 1e-6)
    assert full(observation) == (
        "`dW` is not the slope.",
        "What should hold: dW gives the slope.",
        "Got -3.5, expected -2.",
        "The relative error is 3.0e-01 (allowed: 1.0e-06).",
    )


@pytest.mark.parametrize(
    ("file", "place"),
    [("losses.ipynb", "losses.ipynb, cell 5, line 9"), ("my losses!.ipynb", "cell 5, line 9")],
)
def test_a_line_of_a_notebook_is_told_by_its_cell(file: str, place: str) -> None:
    frame = Frame(file, 9, "loss", "1 / 0", cell=5)
    seen = Raised("loss", "ZeroDivisionError", "", (frame,))
    assert brief(seen) == f"`loss` raised a ZeroDivisionError ({place})."
    assert f"{file}, cell 5, line 9, in `loss`: `1 / 0`" in full(seen)


def test_a_property_says_the_closed_sentence_of_its_check_and_nothing_else_of_a_hidden_test() -> None:
    seen = PropertyFailed("history", "f(3.7) is 2", "{subject} rises somewhere.", 3.7)
    assert brief(seen) == "`history` rises somewhere."
    assert full(seen)[1:] == ("What should hold: f(3.7) is 2.", "Got 3.7.")


@pytest.mark.parametrize("closed", ["{0} {subject.__class__} {", "\x1b[2J", "x" * 5000])
def test_a_closed_sentence_is_printed_as_it_is_and_never_formatted(closed: str) -> None:
    said = brief(PropertyFailed("history", "", closed))
    assert said == printable(closed)


def test_what_cannot_be_read_is_shown_by_its_kind() -> None:
    row = {"version": 3, "kind": "rank", "subject": "W", "details": {"yours": 3, "expected": [1, "x"]}}
    assert full(loaded(row)) == (
        "`W`: this version of grader cannot describe `rank`.",
        "yours: 3",
        "expected: [1, 'x']",
    )


KEYS = sorted({one.name for kind in (*get_args(Known), Differences) for one in fields(kind)} - {"subject"})
KINDS = sorted({kind.kind for kind in get_args(Known)})


@pytest.mark.parametrize("kind", KINDS)
@given(st.dictionaries(st.sampled_from([*KEYS, "new"]), json_values), st.sampled_from([1, 2, 3]), json_values)
def test_no_row_is_too_strange_for_words(
    kind: str, given: dict[str, Any], version: int, more: object
) -> None:
    row = {"version": version, "kind": kind, "subject": "loss", "details": given, "frames": more}
    if isinstance(more, str):
        row["closed"] = more
    observation = loaded(row)
    assert full(observation)[0] == brief(observation)
    assert all(full(observation)[1:])
    assert isinstance(table(observation), tuple)
    assert repr(loaded(to_row(observation))) == repr(observation)  # NaN is not equal to itself
