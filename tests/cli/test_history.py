from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

Grader = Callable[..., Result]
Keep = Callable[..., None]


def live_through(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three", suite="old")
    grader("adjust", "ada", "double", "double", "--points", "1", "--comment", "mercy", "--by", "tutor")
    keep("ada", suite="new")
    grader("publish", "double", "--by", "prof")
    grader("extend", "ada", "double", "--until", "2026-03-05", "--by", "prof", "--comment", "ill")
    grader("review", "ada", "double", "--done", "--by", "prof")


def test_everything_that_happened_is_told_in_order(grader: Grader, keep: Keep, due: None) -> None:
    live_through(grader, keep)
    told = [line.split(maxsplit=5)[3:] for line in grader("history", "ada").output.splitlines()[1:]]
    assert [" ".join(" ".join(words).split()) for words in told] == [
        "double graded 2 of 4 by its tests; handed in 2026-03-01 12:30 UTC",
        "double published 2 of 4 by its tests",
        "double adjusted +1 double, by tutor: mercy",
        "double graded 4 of 4 by its tests; handed in 2026-03-01 12:30 UTC",
        "double published 4 of 4 by its tests; by prof",
        "double extended until 2026-03-05 22:59 UTC, by prof: ill",
        "double review done, by prof",
    ]


def test_json_tells_the_same(grader: Grader, keep: Keep, due: None) -> None:
    live_through(grader, keep)
    told = json.loads(grader("history", "ada", "double", "--json").output)
    events = told["events"]
    assert (told["schema_version"], told["student"]) == (1, "ada")
    kinds = ["graded", "published", "adjusted", "graded", "published", "extended", "review"]
    assert [event["event"] for event in events] == kinds
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    assert {event["assignment"] for event in events} == {"double"}
    assert [event.get("by") for event in events] == [None, "", "tutor", None, "prof", "prof", "prof"]
    assert (events[2]["task"], events[2]["points"], events[2]["comment"]) == ("double", 1, "mercy")
    assert (events[3]["earned"], events[3]["possible"]) == (4, 4)


def test_an_adjustment_is_still_there_when_it_was_taken_back(grader: Grader, keep: Keep) -> None:
    keep("ada")
    grader("adjust", "ada", "double", "double", "--points", "-1")
    grader("adjust", "ada", "double", "double", "--points", "1", "--comment", "my mistake")
    output = grader("history", "ada").output
    assert "-1 double" in output
    assert "+1 double" in output


def test_only_the_named_students_events_are_told(grader: Grader, keep: Keep) -> None:
    keep("ada", "test_three")
    keep("bob")
    assert "2 of 4" not in grader("history", "bob").output


def test_an_unknown_student_is_refused_with_the_nearest_id(grader: Grader, keep: Keep) -> None:
    keep("ada")
    result = grader("history", "adda")
    assert result.exit_code == 2
    assert "Did you mean `ada`?" in result.stderr
