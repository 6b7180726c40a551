"""grader.reports.suspicion: each pattern is seen where it is, and not where it is not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from grader.reports import ClassSummary
from grader.reports.items import analyse
from grader.reports.suspicion import Pattern, superiority, superiority_error, suspicion, unanimous_by_chance

SHARES = [i / 499 for i in range(500)]  # of all other points: from a student without any to one with all
Rule = Callable[[random.Random, float], bool]


def seen(rule: Rule, shares: list[float] = SHARES) -> Pattern | None:
    draw = random.Random(2)
    found = suspicion([rule(draw, share) for share in shares], shares)
    return found.pattern if found else None


def logistic(location: float, slope: float) -> Rule:
    return lambda draw, share: draw.random() < 1 / (1 + math.exp(-slope * (share - location)))


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        (lambda draw, share: draw.random() < 0.5, Pattern.UNRELATED),
        (lambda draw, share: draw.random() < 0.8, Pattern.UNRELATED),
        (lambda draw, share: draw.random() > share, Pattern.UNRELATED),
        (lambda draw, share: False, Pattern.NOBODY),
        (lambda draw, share: True, Pattern.EVERYBODY),
    ],
)
def test_a_planted_test_is_seen_for_what_it_is(rule: Rule, pattern: Pattern) -> None:
    assert seen(rule) is pattern


@pytest.mark.parametrize("location", [-0.2, 0.0, 0.3, 0.5, 0.8, 1.1])
@pytest.mark.parametrize("slope", [4, 10])
def test_a_sound_test_is_not_suspected_be_it_easy_or_hard(location: float, slope: float) -> None:
    assert seen(logistic(location, slope)) is None


def test_that_everybody_passes_is_sound_where_the_weakest_do_well_elsewhere() -> None:
    assert seen(lambda draw, share: True, [0.7 + share * 0.3 for share in SHARES]) is None


def test_that_nobody_passes_is_sound_where_the_best_do_badly_elsewhere() -> None:
    assert seen(lambda draw, share: False, [share * 0.3 for share in SHARES]) is None


def test_what_one_student_fails_not_everybody_passes_and_the_other_way_round() -> None:
    assert suspicion([True] * 499 + [False], SHARES[::-1]) is None
    assert suspicion([False] * 499 + [True], SHARES) is None


@pytest.mark.parametrize("passes", [0, 24, 49])
def test_fewer_than_fifty_students_raise_no_suspicion(passes: int) -> None:
    shares = SHARES[::10][:49]
    assert suspicion([place < passes for place in range(49)], shares) is None


def test_the_superiority_is_the_share_of_pairs() -> None:
    draw = random.Random(4)
    elsewhere = [draw.randrange(12) / 11 for _ in range(60)]  # with many that are equal
    passed = [draw.random() < 0.4 for _ in range(60)]
    above, below = np.array(elsewhere)[passed], np.array(elsewhere)[np.logical_not(passed)]
    difference = above[:, None] - below
    assert superiority(passed, elsewhere) == pytest.approx(
        (difference > 0).mean() + (difference == 0).mean() / 2
    )
    assert superiority([True, True], [0.1, 0.2]) is None


def test_the_standard_error_is_how_the_superiority_of_a_coin_spreads() -> None:
    draw = random.Random(9)
    passed = [place < 30 for place in range(100)]
    found = [superiority(draw.sample(passed, 100), SHARES[:100]) for _ in range(400)]
    assert np.std(np.array(found, float)) == pytest.approx(superiority_error(passed), rel=0.1)


def test_all_of_n_agree_in_one_of_twenty_classes_at_the_bound() -> None:
    assert unanimous_by_chance(50) ** 50 == pytest.approx(0.05)


def test_a_simulated_class_has_exactly_its_planted_tests_flagged(
    simulated: ClassSummary, classroom: ModuleType
) -> None:
    asked = classroom.questions(random.Random(7))
    planted = {question.id: question.planted for question in asked if question.planted}
    assert len(planted) == 3
    patterns = {
        "noise": Pattern.UNRELATED,
        "impossible": Pattern.NOBODY,
        "leaked": Pattern.EVERYBODY,
    }
    found = {item.test.id: odd.pattern for _, item, odd in analyse(simulated).suspects}
    assert found == {test: patterns[kind] for test, kind in planted.items()}


def test_a_simulated_class_without_a_planted_test_has_none_flagged(classroom: ModuleType) -> None:
    roll = ClassSummary()
    for grade in classroom.classroom(seed=11, planted=()):
        roll.add(grade)
    assert analyse(roll).suspects == []
