"""Parts of messages: numbers with their nouns, and what a misspelt name may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.messages import counted, did_you_mean, plural, suggestion

GRADER = Path(__file__).parents[1] / "grader"
KNOWN = ["softmax", "svm", "relu"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 points"), (1, "1 point"), (1.0, "1 point"), (2.5, "2.5 points"), (12345678, "12345678 points")],
)
def test_a_number_is_written_as_short_as_it_is_and_only_one_is_singular(number, said):
    assert counted(number, "point") == said


def test_a_noun_may_have_a_plural_of_its_own():
    assert [counted(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]
    assert [plural(number, "needs", "need") for number in (1, 2)] == ["needs", "need"]


def test_the_nearest_known_name_is_offered():
    assert did_you_mean("sofmax", KNOWN) == "did you mean `softmax`?"
    assert did_you_mean("sofmax", KNOWN, before="; ", after=" ") == "; did you mean `softmax`? "
    assert did_you_mean("rela", ["relu", "rely", "svm"], 2) == "did you mean `rely`, or `relu`?"
    assert suggestion("sofmax", KNOWN, "All: 3.") == "Did you mean `softmax`? All: 3."


def test_where_nothing_is_near_nothing_is_offered():
    assert did_you_mean("convolution", KNOWN, before="; ", after=" ") == ""
    assert suggestion("convolution", KNOWN) == ""
    assert suggestion("convolution", KNOWN, "`all` are 3.") == "`all` are 3."
    assert suggestion("sofmax", []) == ""


def test_names_are_compared_in_one_place():
    uses = [path.name for path in GRADER.rglob("*.py") if "get_close_matches" in path.read_text("utf-8")]
    assert uses == ["suggestions.py"]
