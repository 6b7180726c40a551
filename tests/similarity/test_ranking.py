from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from grader.similarity.answers import Answers
from grader.similarity.ranking import LEAST_ALIKE, Pair
from grader.similarity.rarity import count

Write = Callable[..., Answers]
Rank = Callable[..., list[Pair]]

SHORT = "def l2(W, lam):\n    return lam * np.sum(W**2), 2 * lam * W\n"


def students(pair: Pair) -> set[str]:
    return {pair.one.student, pair.other.student}


def test_a_disguised_copy_is_found(write: Write, ranked: Rank, ways: Sequence[str], disguised: str) -> None:
    everybody = [write(f"student-{number}", way) for number, way in enumerate(ways)]
    first, *_ = ranked(*everybody, write("copier", disguised))
    assert students(first) == {"student-0", "copier"}
    (match,) = first.matches
    assert match.alike > 0.4
    assert match.holders == 2


def test_those_who_wrote_on_their_own_are_no_pair(write: Write, ranked: Rank, ways: Sequence[str]) -> None:
    assert ranked(*(write(f"student-{number}", way) for number, way in enumerate(ways))) == []


def test_an_exact_copy_is_wholly_alike_in_whatever_order(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    one, other = write("one", ways[0], ways[1].replace("loss", "other")), write("two", ways[1], ways[0])
    (pair,) = ranked(one, other, write("three", ways[2]), write("four", ways[3]))
    assert [match.alike for match in pair.matches] == [1, 1]
    assert {match.one.name for match in pair.matches} == {"loss", "other"}


def test_one_copied_function_outranks_what_many_wrote(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    many = [write(f"student-{number}", SHORT) for number in range(30)]
    everybody = [*many, write("one", SHORT, ways[0]), write("other", SHORT, ways[0], ways[1])]
    (pair,) = ranked(*everybody)
    assert students(pair) == {"one", "other"}
    assert [match.one.name for match in pair.matches] == ["loss"]


def test_what_the_reference_has_counts_for_less(write: Write, ranked: Rank, ways: Sequence[str]) -> None:
    everybody = [write("one", ways[0]), write("other", ways[0])]
    (plain,) = ranked(*everybody)
    (taught,) = ranked(*everybody, reference=write("", ways[0]))
    assert 0 < taught.weight < plain.weight


def test_a_function_is_matched_once(write: Write, ranked: Rank, ways: Sequence[str]) -> None:
    twice = ways[0] + ways[0].replace("loss", "again").replace("- 1", "- 2")
    (pair,) = ranked(write("one", twice), write("other", ways[0]), write("third", ways[1]))
    (match,) = pair.matches
    assert (match.one.name, match.other.name) == ("loss", "loss")


def test_earlier_submissions_meet_this_years_and_not_each_other(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    earlier = [write(f"earlier-{number}", ways[0], earlier="last year") for number in range(2)]
    pairs = ranked(write("now", ways[0]), *earlier, write("alone", ways[1]))
    assert [students(pair) for pair in pairs] == [{"now", "earlier-0"}, {"now", "earlier-1"}]


def test_the_most_remarkable_come_first_and_no_more_than_asked_for(
    write: Write, ranked: Rank, ways: Sequence[str]
) -> None:
    everybody = [
        write("a", ways[0], ways[1]),
        write("b", ways[0], ways[1]),
        write("c", ways[2]),
        write("d", ways[2], ways[3]),
    ]
    assert [students(pair) for pair in ranked(*everybody)] == [{"a", "b"}, {"c", "d"}]
    assert [students(pair) for pair in ranked(*everybody, top=1)] == [{"a", "b"}]


def test_the_order_of_submissions_changes_no_weight(
    write: Write, ranked: Rank, ways: Sequence[str], disguised: str
) -> None:
    everybody = [write(str(number), text) for number, text in enumerate([*ways, disguised, ways[1]])]

    def weights(pairs: list[Pair]) -> dict[frozenset[str], Any]:
        return {frozenset(students(pair)): pytest.approx(pair.weight) for pair in pairs}

    assert weights(ranked(*everybody)) == weights(ranked(*reversed(everybody)))


def test_nobody_is_compared_where_there_is_nobody(write: Write, ranked: Rank, ways: Sequence[str]) -> None:
    assert ranked() == []
    assert ranked(write("alone", ways[0])) == []


def test_the_index_finds_what_comparing_everybody_with_everybody_finds(
    write: Write, ranked: Rank, ways: Sequence[str], disguised: str
) -> None:
    everybody = [write(str(at), text) for at, text in enumerate([*ways, disguised, ways[0], ways[3]])]
    everybody = [replace(one, functions=one.functions[:1]) for one in everybody]
    weight = count([one.functions for one in everybody], ()).weight

    def total(keys: Iterable[int]) -> float:
        return sum(map(weight, keys))

    expected = {}
    for one, other in combinations(everybody, 2):
        ours, theirs = one.functions[0].fingerprints.keys(), other.functions[0].fingerprints.keys()
        alike = total(ours & theirs) / max(total(ours), total(theirs))
        if alike >= LEAST_ALIKE:
            expected[one.student + other.student] = pytest.approx(total(ours & theirs) * alike)
    assert len(expected) == 4
    found = {pair.one.student + pair.other.student: pair.weight for pair in ranked(*everybody)}
    assert found == expected
