from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from grader.errors import UsageError


def who(comparison: Any) -> list[tuple[str, str]]:
    return [(pair.one.student, pair.other.student) for pair in comparison.pairs]


def test_a_copy_among_honest_submissions_is_the_only_pair(
    classroom: Any, ways: Sequence[str], disguised: str
) -> None:
    for student, way in zip("abcd", ways, strict=True):
        classroom.hand_in(student, way)
    classroom.hand_in("e", disguised)
    comparison = classroom.compare()
    assert who(comparison) == [("a", "e")]
    assert (comparison.compared, comparison.earlier, comparison.left_out) == (5, 0, ())


def test_a_notebook_is_compared_with_a_file(classroom: Any, ways: Sequence[str], disguised: str) -> None:
    for student, way in zip("abcd", ways, strict=True):
        classroom.hand_in(student, way)
    classroom.hand_in_notebook("e", disguised)
    (pair,) = classroom.compare().pairs
    assert (pair.one.student, pair.other.student) == ("a", "e")
    assert pair.matches[0].other.place == "sums.ipynb, cell 2, line 2"


def test_earlier_years_are_compared_with_this_one_and_named(classroom: Any, ways: Sequence[str]) -> None:
    classroom.hand_in("ada", ways[0])
    classroom.hand_in("bob", ways[1])
    folder = classroom.hand_in("carl", ways[0], folder="2024")
    classroom.hand_in("dora", ways[0], folder="2023")
    comparison = classroom.compare("2024", "2023")
    assert who(comparison) == [("ada", "carl"), ("ada", "dora")]
    assert comparison.pairs[0].other.earlier == str(folder)
    assert (comparison.compared, comparison.earlier) == (2, 2)


def test_hostile_and_broken_sources_are_named_and_stop_nothing(
    classroom: Any, ways: Sequence[str], disguised: str
) -> None:
    classroom.hand_in("ada", ways[0])
    classroom.hand_in("bob", disguised)
    classroom.hand_in("deep", "x = " + "[" * 20_000)
    classroom.hand_in("long", "x = " + "-" * 100_000 + "1")
    classroom.hand_in("typo", "def f(:")
    comparison = classroom.compare()
    assert who(comparison) == [("ada", "bob")]
    assert comparison.compared == 2
    assert {one.student for one in comparison.left_out} == {"deep", "long", "typo"}


def test_code_of_students_is_not_run(classroom: Any, ways: Sequence[str], tmp_path: Any) -> None:
    trace = tmp_path / "trace"
    classroom.hand_in("ada", f"open({str(trace)!r}, 'w')\n", ways[0])
    assert classroom.compare().compared == 1
    assert not trace.exists()


def test_the_untouched_stub_is_nothing_to_compare(classroom: Any, ways: Sequence[str]) -> None:
    (classroom.assignment.handout / "sums.py").write_text(
        "def total(x):\n    raise NotImplementedError('total')\n"
    )
    for student in ("ada", "bob"):
        classroom.hand_in(student, "def total(x):\n    raise NotImplementedError('total')\n")
    comparison = classroom.compare()
    assert (comparison.compared, comparison.pairs) == (0, ())


def test_a_folder_without_submissions_is_a_mistake(classroom: Any, ways: Sequence[str]) -> None:
    classroom.hand_in("ada", ways[0])
    with pytest.raises(UsageError, match="no such file or folder"):
        classroom.compare("2019")
