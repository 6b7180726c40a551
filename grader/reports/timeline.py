"""When the submissions came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MOST_BINS = 40


@dataclass(frozen=True, slots=True)
class Span:
    """The submissions from `start` up to the start of the next."""

    start: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans of `width`, without a gap, and the due time where it is among them.

    `due` is the place of the due time, from 0 at the first span's start to 1 at the last one's end.
    """

    spans: tuple[Span, ...]
    width: timedelta
    due: float | None
    late: int  # submissions after the due time
    elsewhere: int  # submissions too far from the others to be drawn, as by a clock that is wrong

    @property
    def drawn(self) -> int:
        return sum(span.count for span in self.spans)

    @property
    def highest(self) -> int:
        return max(span.count for span in self.spans)


def timeline(received: Sequence[datetime], due: datetime | None) -> Timeline | None:
    """None where no time is known. `received` is in order."""
    if not received:
        return None
    near = _near(received)
    width = next(width for width in _WIDTHS if _bins(near, width) <= MOST_BINS)
    start = _floor(near[0], width)
    counts = Counter((moment - start) // width for moment in near)
    spans = tuple(Span(start + i * width, counts[i]) for i in range(max(counts) + 1))
    place = (due - start) / (width * len(spans)) if due else -1.0
    return Timeline(
        spans,
        width,
        place if 0 <= place <= 1 else None,
        sum(moment > due for moment in received) if due else 0,
        len(received) - len(near),
    )


def _near(received: Sequence[datetime]) -> list[datetime]:
    """Those within half a year of the middle one."""
    middle = received[len(received) // 2]
    return [moment for moment in received if abs(moment - middle) <= _REACH]


def _bins(received: Sequence[datetime], width: timedelta) -> int:
    return (received[-1] - _floor(received[0], width)) // width + 1


def _floor(moment: datetime, width: timedelta) -> datetime:
    """The last whole multiple of the width: whole hours and days in UTC."""
    return moment - (moment - _EPOCH) % width


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REACH = timedelta(days=182)
_WIDTHS = (
    *(timedelta(minutes=minutes) for minutes in (5, 10, 30)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12)),
    *(timedelta(days=days) for days in (1, 2, 7, 14)),
)
