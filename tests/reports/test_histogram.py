"""grader.reports.histogram: every score is in one bin, whatever it is."""

from __future__ import annotations

import pytest

from grader.reports.histogram import histogram


@pytest.mark.parametrize(
    ("score", "bin_"), [(0, 0), (9.99, 0), (10, 1), (89.9, 8), (90, 9), (100, 9), (-5, 0)]
)
def test_a_score_counts_in_its_tenth_of_the_scale(score: float, bin_: int) -> None:
    drawn = histogram([score])
    assert drawn is not None
    assert [part.count for part in drawn.bins] == [int(i == bin_) for i in range(10)]


def test_scores_above_full_marks_have_a_bin_of_their_own_that_says_so() -> None:
    drawn = histogram([95, 100, 100.5, 115])
    assert drawn is not None
    assert [part.count for part in drawn.bins[9:]] == [2, 2]
    assert [part.label for part in drawn.bins[8:]] == ["80 to under 90 %", "90 to 100 %", "above 100 %"]


def test_where_a_score_lies_is_told_beyond_full_marks_too() -> None:
    drawn = histogram([40, 115, 115, 120])
    assert drawn is not None
    assert drawn.upper > 100
    assert [drawn.along(score) for score in (-5, 0, 45, 100, 115, 120)] == [0, 0, 4.5, 10, 10.75, 11]
    plain = histogram([40, 100])
    assert plain is not None
    assert [plain.along(score) for score in (0, 45, 90, 100)] == [0, 4.5, 9, 10]


def test_three_hundred_scores_are_all_counted() -> None:
    drawn = histogram(i % 101 for i in range(300))
    assert drawn is not None
    assert drawn.total == 300
    assert drawn.highest == max(part.count for part in drawn.bins)


def test_the_median_is_of_the_scores_and_not_of_the_bins() -> None:
    drawn = histogram([10, 52.5, 99])
    assert drawn is not None
    assert drawn.median == 52.5


def test_no_score_is_no_histogram() -> None:
    assert histogram([]) is None
