from __future__ import annotations

import math

import pytest

from grader.similarity.answers import AnswerFunction
from grader.similarity.rarity import FEW, MOST_HOLDERS, Rarity, count


def functions(*fingerprints: int) -> list[AnswerFunction]:
    return [AnswerFunction("f", "a.py, line 1", ("",), dict.fromkeys(fingerprints, ((0, 0),)))]


def test_the_rarer_weighs_more() -> None:
    rarity = Rarity(100, {1: 2, 2: 10}, frozenset())
    assert rarity.weight(1) == math.log2(102 / 2)
    assert rarity.weight(1) > rarity.weight(2) > 0


@pytest.mark.parametrize(("submissions", "most"), [(8, FEW), (99, 25), (2000, MOST_HOLDERS)])
def test_what_is_common_weighs_nothing(submissions: int, most: int) -> None:
    rarity = Rarity(submissions, {1: most, 2: most + 1}, frozenset())
    assert rarity.weight(1) > 0
    assert rarity.weight(2) == 0


def test_what_the_reference_has_is_less_rare() -> None:
    rarity = Rarity(100, {1: 2, 2: 2}, {2})
    assert rarity.weight(1) > rarity.weight(2) > 0


def test_a_submission_counts_once_however_often_it_says_a_thing() -> None:
    rarity = count([[*functions(1), *functions(1, 2)], functions(1), functions(3)], functions(3))
    assert rarity.submissions == 3
    assert rarity.holders == {1: 2, 2: 1, 3: 1}
    assert rarity.reference == {3}
