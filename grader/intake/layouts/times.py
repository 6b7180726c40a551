"""Points in time, as other programs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo


def moment(text: str) -> datetime:
    """`2026-03-01 12:30:00.123456 UTC`, with an offset or another zone's name too; UTC where there is none.

    Raises ValueError for anything else.
    """
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a point in time: {text}")
    at = datetime.fromisoformat(f"{found['time']}{found['offset'] or ''}")
    try:
        return (at if at.tzinfo else at.replace(tzinfo=_zone(found["zone"]))).astimezone(UTC)
    except (LookupError, OSError, OverflowError) as error:
        raise ValueError(f"not a point in time: {text}") from error


def _zone(name: str | None) -> tzinfo:
    return UTC if name in {None, "UTC", "GMT"} else ZoneInfo(str(name))


_MOMENT = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)\d* *"
    r"(?:(?P<offset>Z|[-+]\d\d:?\d\d)|(?P<zone>[A-Za-z][\w+/-]{0,40}))?",
    re.ASCII,
)
