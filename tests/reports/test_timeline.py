"""grader.reports.timeline: every submission is in one span, whatever the times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.timeline import MOST_BINS, timeline

DUE = datetime(2025, 3, 7, 22, 0, tzinfo=UTC)
moments = st.datetimes(datetime(1972, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))


@given(st.lists(moments, min_size=1, max_size=30).map(sorted), moments)
def test_every_time_is_in_its_span_or_counted_elsewhere(received: list[datetime], due: datetime) -> None:
    drawn = timeline(received, due)
    assert drawn is not None
    for span in drawn.spans:
        assert span.count == sum(span.start <= moment < span.start + drawn.width for moment in received)
    assert drawn.drawn + drawn.elsewhere == len(received)
    assert drawn.late == sum(moment > due for moment in received)


@given(st.lists(st.timedeltas(timedelta(), timedelta(days=182)), min_size=1, max_size=30))
def test_half_a_year_is_drawn_whole(ago: list[timedelta]) -> None:
    drawn = timeline(sorted(DUE - one for one in ago), DUE)
    assert drawn is not None
    assert len(drawn.spans) <= MOST_BINS
    assert (drawn.drawn, drawn.elsewhere, drawn.late) == (len(ago), 0, 0)


def test_a_clock_that_is_wrong_does_not_squeeze_the_others() -> None:
    drawn = timeline([datetime(1980, 1, 1, tzinfo=UTC), DUE - timedelta(hours=1), DUE], DUE)
    assert drawn is not None
    assert (drawn.width, drawn.drawn, drawn.elsewhere) == (timedelta(minutes=5), 2, 1)


def test_a_week_is_drawn_in_spans_of_six_hours() -> None:
    drawn = timeline([DUE - timedelta(days=7), DUE], DUE)
    assert drawn is not None
    assert drawn.width == timedelta(hours=6)
    assert drawn.spans[0].start == datetime(2025, 2, 28, 18, 0, tzinfo=UTC)
    assert (drawn.drawn, drawn.highest, drawn.late) == (2, 1, 0)


@pytest.mark.parametrize(("hours", "place"), [(0, 0.0), (3, 0.75), (4, 1.0), (5, None), (-1, None)])
def test_the_due_time_has_its_place_among_the_spans(hours: int, place: float | None) -> None:
    start = datetime(2025, 3, 7, 0, 0, tzinfo=UTC)
    received = [start, start + timedelta(hours=3, minutes=59)]
    drawn = timeline(received, start + timedelta(hours=hours))
    assert drawn is not None
    assert drawn.due == place


def test_without_a_due_time_nothing_is_late() -> None:
    drawn = timeline([DUE], None)
    assert drawn is not None
    assert (drawn.due, drawn.late, len(drawn.spans)) == (None, 0, 1)


def test_no_known_time_is_no_drawing() -> None:
    assert timeline([], DUE) is None
