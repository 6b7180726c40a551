"""From a file's bytes to its text, and what was odd about them. Nothing is parsed, let alone run."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from grader.intake.signs import python_signs

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]{1,40})")  # PEP 263

# What editors save in. Python's other codecs (punycode, idna, utf-7, unicode_escape) are slow on hostile
# bytes, or make characters that no file can hold.
_COOKIE_CODECS = re.compile(
    r"ascii|iso8859-\d+|cp\d+|mac-roman|koi8-[ru]|gb\d+|gbk|big5|shift_jis|euc_(?:jp|kr)"
)


def read_text(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text with Unix line ends, and notes that each start with `name`."""
    text, notes = _decode(raw)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("NUL bytes are removed")
    if not text.strip():
        notes.append("the file is empty")
    notes = [f"{name}: {note}" for note in notes]
    if name.endswith(".py"):
        notes.extend(f"{name}, line {sign.line}: {sign.note}" for sign in python_signs(text))
    return text, tuple(notes)


def _decode(raw: bytes) -> tuple[str, list[str]]:
    if raw.startswith(_UTF_16):
        return raw.decode("utf-16", "replace"), [
            "saved as UTF-16, which Python does not read; save it as UTF-8"
        ]
    for codec in ("utf-8", *_cookie(raw)):
        try:
            return raw.decode(codec), []
        except UnicodeDecodeError:
            continue
    return _decode_western(raw), ["neither UTF-8 nor what it declares; read as Windows-1252"]


def _cookie(raw: bytes) -> Iterator[str]:
    """The encoding that one of the first two lines declares, where it is one that editors save in."""
    for line in raw.splitlines()[:2]:
        if found := _COOKIE.match(line):
            try:
                codec = codecs.lookup(found[1].decode("ascii")).name
            except (LookupError, ValueError):
                return
            if _COOKIE_CODECS.fullmatch(codec):
                yield codec
            return


def _decode_western(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
