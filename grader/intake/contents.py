"""What lies in one submission, before any of it is read; and how much of it there may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_FILE_BYTES = 1 << 20
MAX_TOTAL_BYTES = 20 << 20
MAX_ENTRIES = 2_000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Contents:
    """The paths inside a submission, with `/` between their parts.

    `load` returns the bytes of one of them: at most one more than MAX_FILE_BYTES, so that the caller
    can tell a file that is too large. It raises OSError for that file, UnreadableSubmission for all.
    """

    paths: tuple[str, ...]
    load: Callable[[str], bytes]
    notes: tuple[str, ...] = ()
