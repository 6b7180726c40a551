"""Text that is safe to send to a terminal or to put on a page."""

from __future__ import annotations

import unicodedata


def printable(text: str, limit: int = 2000) -> str:
    """At most `limit` characters, none of which moves the cursor, turns text round or fails to encode."""
    if len(text) <= limit and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    shown = "".join(_escaped(character) for character in text[:limit])
    return shown if max(len(text), len(shown)) <= limit else shown[: limit - 1] + "…"


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNPRINTABLE or character in _HARMLESS:
        return character
    return character.encode("unicode_escape").decode("ascii")


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_HARMLESS = "\n\t\u200c\u200d"  # the two joiners, which several scripts are spelt with
