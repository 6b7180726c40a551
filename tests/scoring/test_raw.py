"""From results to points."""

from hypothesis import given
from hypothesis import strategies as st

from grader.model import Status, TestResult, TestSpec
from grader.scoring import score

STATUSES = st.sampled_from(Status)
POINTS = st.integers(0, 20).map(float)


def results(ends: list[tuple[Status, float]]) -> list[TestResult]:
    return [
        TestResult.of(TestSpec(str(i), "", "task", points), status) for i, (status, points) in enumerate(ends)
    ]


@given(st.lists(st.tuples(STATUSES, POINTS)))
def test_points_are_those_of_the_passed_tests(ends):
    scored = score(results(ends))
    assert scored.raw == sum(points for status, points in ends if status is Status.PASSED)
    assert scored.possible == sum(points for _, points in ends)


@given(st.lists(st.tuples(STATUSES, POINTS)))
def test_a_grade_is_withheld_exactly_when_a_test_is_broken(ends):
    scored = score(results(ends))
    broken = any(status is Status.BROKEN for status, _ in ends)
    assert (scored.final is None) == broken
    assert broken or scored.final == scored.raw


def test_tenths_of_points_add_up_in_any_order():
    tenths = [(Status.PASSED, points) for points in (0.1, 0.2, 0.3)]
    assert score(results(tenths)).raw == score(results(tenths[::-1])).raw == 0.6
