"""What lies in one submission, before any of it is read; and how much of it there may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_FILE_BYTES = 1 << 20
MAX_NOTEBOOK_BYTES = 12 << 20  # most of it outputs, which are dropped
MAX_TOTAL_BYTES = 20 << 20
MAX_ENTRIES = 2_000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Contents:
    """The paths inside a submission, with `/` between their parts.

    `load` returns the bytes of one of them: at most one more than `most_bytes` of it, so that the
    caller can tell a file that is too large. It raises OSError for that file, UnreadableSubmission for all.
    """

    paths: tuple[str, ...]
    load: Callable[[str], bytes]
    notes: tuple[str, ...] = ()


def is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def most_bytes(path: str) -> int:
    """How large the file at `path` may be."""
    return MAX_NOTEBOOK_BYTES if is_notebook(path) else MAX_FILE_BYTES
