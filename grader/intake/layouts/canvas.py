"""Canvas: files `lovelaceada_<id>_<attachment>_softmax.py`, late ones `lovelaceada_LATE_<id>_...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.intake.layouts.uploads import Upload, gathered
from grader.intake.names import shown
from grader.intake.source import Source
from grader.model import Assignment


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:
    """By the student's number in Canvas."""
    met = {
        entry: found for entry in entries if (found := _ENTRY.fullmatch(entry.name)) and not entry.is_dir()
    }
    uploads = [_upload(entry, found) for entry, found in met.items()]
    return gathered(assignment, uploads), [entry for entry in entries if entry not in met]


def _upload(entry: Path, found: re.Match[str]) -> Upload:
    return Upload(
        student=found["id"],
        name=shown(found["name"]),
        file=found["file"] or found["text"],
        path=entry,
        number=int(found["attachment"] or 0),
        notes=("Canvas marks it as late",) if found["late"] else (),
    )


_ENTRY = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+)_(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<text>text\.html))",
    re.DOTALL | re.ASCII,
)
