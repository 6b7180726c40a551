"""File names as they come from students: how to show them, and which are mere by-products."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection

SHOWN_CHARACTERS = 60
SHOWN_NAMES = 5

# The last two are what `grader submit` and nbgrader put beside the files.
BY_PRODUCTS = frozenset(
    {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "manifest.json", "timestamp.txt"}
)


def shown(text: str) -> str:
    """`text` fit for a terminal and a page: printable, left to right as written, and short."""
    # str.isprintable is false for control, bidi, zero-width and surrogate characters alike.
    printable = "".join(character for character in text if character.isprintable()).strip()
    if len(printable) > SHOWN_CHARACTERS:
        return printable[: SHOWN_CHARACTERS - 1] + "…"
    return printable or "?"


def student_id(name: str) -> str:
    """The id as it is, without control characters; bytes that are no UTF-8 are spelled out."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cc").strip() or "unnamed"


def listed(names: Collection[str]) -> str:
    """The first few of `names`, in order, and how many more there are."""
    first = ", ".join(shown(name) for name in sorted(names)[:SHOWN_NAMES])
    more = len(names) - SHOWN_NAMES
    return f"{first} and {more} more" if more > 0 else first


def is_by_product(name: str) -> bool:
    """Whether systems and editors leave such a file or folder behind: too common to deserve a note."""
    return name.startswith(".") or name in BY_PRODUCTS or name.endswith(".pyc")
