from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from grader.exports.matching import Matching, SheetPerson, match
from grader.model import Grade

ADA = SheetPerson(1, ("901", "ada"), ("a.lovelace@uni.example",), "Lovelace, Ada")
BOB = SheetPerson(2, ("902", "bob"), ("b.builder@uni.example",), "Builder, Bob")


@pytest.fixture
def matched(make_grade: Callable[..., Grade]) -> Callable[..., Matching]:
    def matched(people: Sequence[SheetPerson], *students: str) -> Matching:
        return match(people, [make_grade(student) for student in students])

    return matched


@pytest.mark.parametrize(
    "student",
    [
        "ada",
        "ADA",
        "901",
        "a.lovelace@uni.example",
        "a.lovelace",
        "Ada Lovelace",
        "lovelace, ada",
        "\uff41da",
    ],
)
def test_a_student_is_found_by_id_address_or_name(matched: Callable[..., Matching], student: str) -> None:
    found = matched([ADA, BOB], student)
    assert list(found.by_row) == [1]
    assert found.troubles == ()
    assert found.empty == (BOB,)


@pytest.mark.parametrize("student", ["ad", "adab", "lovelace", "90", "", "uni.example", "ada builder"])
def test_nearly_the_same_is_not_the_same(matched: Callable[..., Matching], student: str) -> None:
    found = matched([ADA, BOB], student)
    assert not found.by_row
    assert [grade.info.student for grade in found.unmatched] == [student]


def test_two_rows_for_one_student_are_ambiguous(matched: Callable[..., Matching]) -> None:
    found = matched(
        [SheetPerson(1, (), name="Ada Lovelace"), SheetPerson(2, (), name="Lovelace, Ada")], "Ada Lovelace"
    )
    assert not found.by_row
    assert found.troubles == ("ambiguous, not filled in: Ada Lovelace",)
    assert found.empty == ()


def test_two_students_for_one_row_are_ambiguous(matched: Callable[..., Matching]) -> None:
    found = matched([ADA, BOB], "ada", "Ada Lovelace", "bob")
    assert list(found.by_row) == [2]
    assert len(found.ambiguous) == 2


def test_an_id_decides_against_a_name(matched: Callable[..., Matching]) -> None:
    namesake = SheetPerson(2, ("902",), name="ada")
    assert list(matched([ADA, namesake], "ada").by_row) == [1]


@pytest.mark.parametrize("known", [{"name": "Bob Builder"}, {"email": "B.Builder@uni.example"}])
def test_a_name_and_an_address_that_came_with_the_submission_count(
    make_grade: Callable[..., Grade], known: dict[str, Any]
) -> None:
    grade = make_grade("4711")
    grade = replace(grade, info=replace(grade.info, **known))
    assert list(match([ADA, BOB], [grade]).by_row) == [2]


def test_a_long_list_is_cut(matched: Callable[..., Matching]) -> None:
    [line] = matched([], *(f"s{number}" for number in range(30))).troubles
    assert line.endswith("s19 and 10 more")
