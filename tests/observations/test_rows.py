"""grader.observations.rows: what was written by an earlier version is read, and by a later one is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from grader import wire
from grader.messages import brief, full, table, tolerance
from grader.observations import (
    TITLE_SENTENCE,
    GradientPropertyFailed,
    Known,
    Missing,
    Observation,
    PropertyFailed,
    Raised,
    Unknown,
    WrongShape,
    details,
    frames,
    to_row,
)
from tests.observations.planted import planted, planted_numbers

# What grader wrote before observations had classes, by the checks of its own tests, with what it said of it.
VERSION_1 = [json.loads(line) for line in (Path(__file__).parent / "rows-1.jsonl").read_text().splitlines()]
VAGUE = "`{}` lacks a property that a right answer has."
SHAPE = {"version": 2, "kind": "shape", "subject": "dW", "details": {"yours": [3], "expected": [3, 2]}}


def loaded(row: object) -> Observation:
    return cast("Observation", wire.load(cast("type[Any]", Observation), json.dumps(row)))


@pytest.mark.parametrize("old", VERSION_1, ids=lambda old: old["row"]["kind"])
def test_a_row_of_version_1_says_what_it_said(old: dict[str, Any]) -> None:
    seen = loaded(old["row"])
    first, *rest = old["sentences"]
    vague = first == VAGUE.format(seen.subject)
    assert full(seen) == (TITLE_SENTENCE.format(subject=f"`{seen.subject}`") if vague else first, *rest)
    assert tolerance(seen) == old["tolerance"]
    assert [[[cell.yours, cell.expected] for cell in row] for row in table(seen)] == old["table"]


@pytest.mark.parametrize("old", VERSION_1, ids=lambda old: old["row"]["kind"])
def test_the_details_of_a_row_of_version_1_stay_the_same_to_the_byte(old: dict[str, Any]) -> None:
    row = to_row(loaded(old["row"]))
    assert json.dumps(row["details"]) == json.dumps(old["row"]["details"])
    assert {**old["row"], "version": 2} == {key: value for key, value in row.items() if key != "closed"}


def test_there_is_a_row_of_version_1_of_every_kind() -> None:
    assert {type(loaded(old["row"])) for old in VERSION_1} == set(get_args(Known))


@pytest.mark.parametrize(
    "seen",
    [*(loaded(old["row"]) for old in VERSION_1), *planted("x"), *planted_numbers(3)],
    ids=lambda seen: type(seen).__name__,
)
def test_an_observation_comes_back_from_its_row_as_it_was(seen: Observation) -> None:
    assert loaded(to_row(seen)) == seen


def test_the_row_of_a_property_holds_its_closed_sentence_beside_the_details() -> None:
    row = to_row(PropertyFailed("history", "the loss never rises", "{subject} rises somewhere."))
    assert row["details"] == {"statement": "the loss never rises", "yours": None}
    assert row["closed"] == "{subject} rises somewhere."


def test_the_property_of_a_row_of_version_1_has_its_sentence() -> None:
    given = {"property": "linear in upstream", "statement": "dx is linear in the upstream gradient"}
    seen = loaded({"kind": "condition", "subject": "dx", "details": given, "frames": []})
    assert isinstance(seen, GradientPropertyFailed)
    assert brief(seen) == "`dx` does not grow in proportion to the upstream gradient."


@pytest.mark.parametrize(
    "change",
    [
        {"version": 3},
        {"kind": "rank"},
        {"details": {"yours": [3], "expected": [3, 2], "broadcasts": True}},
        {"details": {"yours": [3]}},
        {"details": {"yours": "three", "expected": [3, 2]}},
        {"details": None},
        {"closed": "{subject} is flat."},
        {"frames": [{"file": "a.py", "line": 3, "function": "f"}]},
        {"subject": 3},
        {"version": None},
    ],
)
def test_a_row_that_cannot_be_read_is_kept_and_shown_by_its_kind(change: dict[str, Any]) -> None:
    row = {**SHAPE, **change}
    seen = loaded(row)
    assert seen == Unknown(row)
    assert to_row(seen) == row
    assert f"cannot describe `{row['kind']}`" in brief(seen)
    assert details(seen) == (row["details"] or {})


def test_a_row_that_can_be_read_is_not_unknown() -> None:
    assert loaded(SHAPE) == WrongShape("dW", (3,), (3, 2))
    assert loaded({**SHAPE, "version": 1}) == WrongShape("dW", (3,), (3, 2))


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(ValueError, match="a JSON object"):
        loaded(["shape"])


def test_only_some_kinds_have_frames() -> None:
    (row,) = [old["row"] for old in VERSION_1 if old["row"]["frames"]][:1]
    assert frames(loaded(row))
    assert frames(Missing("f")) == frames(Raised("f", "ValueError", "")) == ()
