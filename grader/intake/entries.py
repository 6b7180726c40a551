"""What is refused of any archive, whatever its format: names and sizes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from grader.errors import UnreadableSubmission
from grader.intake.contents import MAX_ENTRIES, MAX_TOTAL_BYTES
from grader.intake.names import shown

MAX_RATIO = 1_000

_SUSPECT = (
    (re.compile(r"[\x00-\x1f\x7f-\x9f]"), "has control characters"),
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "changes the direction of writing"),
    (re.compile(r"\A[A-Za-z]:"), "starts with a drive letter"),
    (re.compile(r"\\"), "has a backslash"),
    (re.compile(r"\A/"), "is an absolute path"),
    (re.compile(r"(?:\A|/)\.\.(?:/|\Z)"), "leads out of the archive"),
)


def entry_path(name: str) -> str:
    """`name` without `./` and doubled slashes; empty for the archive's own root."""
    for pattern, trouble in _SUSPECT:
        if pattern.search(name):
            raise UnreadableSubmission(f"the archive has an entry whose name {trouble}: {shown(name)}")
    return "/".join(part for part in name.split("/") if part not in {"", "."})


def check_kind(kind: str | None, name: str) -> None:
    """`kind` says what the entry is where it is neither a file nor a folder."""
    if kind is not None:
        raise UnreadableSubmission(f"the archive holds {kind}: {shown(name)}")


def check_clashes(paths: Iterable[str]) -> None:
    """Two names that one disk keeps apart and another does not: which is meant is anyone's guess."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other is not path:
            raise UnreadableSubmission(
                f"the archive has two entries of one name: {shown(other)} and {shown(path)}"
            )


def check_count(entries: int) -> None:
    if entries > MAX_ENTRIES:
        raise UnreadableSubmission(f"the archive has more than {MAX_ENTRIES:,} entries")


def check_size(unpacked: int, packed: int) -> None:
    """Sizes in bytes, of everything in the archive and of the archive itself."""
    if unpacked > MAX_TOTAL_BYTES:
        raise UnreadableSubmission(f"the archive unpacks to more than {MAX_TOTAL_BYTES >> 20} MB")
    if unpacked > MAX_RATIO * packed:
        raise UnreadableSubmission(f"the archive unpacks to more than {MAX_RATIO:,} times its size")
