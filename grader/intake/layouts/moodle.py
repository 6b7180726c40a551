"""Moodle: folders `First Last_<participant>_assignsubmission_file_`, or files whose names start like that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.intake.layouts.uploads import Upload, gathered
from grader.intake.names import shown
from grader.intake.source import Source
from grader.model import Assignment


def take(assignment: Assignment, entries: Sequence[Path]) -> tuple[list[Source], list[Path]]:
    """By participant; a text typed in online counts where nothing else was handed in."""
    met = {entry: found for entry in entries if (found := _ENTRY.fullmatch(entry.name))}
    with_files = {found["id"] for found in met.values() if found["kind"] == "file"}
    counting = {
        entry: found
        for entry, found in met.items()
        if found["kind"] == "file" or found["id"] not in with_files
    }
    folders = [
        Source(found["id"], (entry,), name=shown(found["name"]))
        for entry, found in counting.items()
        if not found["file"]
    ]
    uploads = [
        Upload(found["id"], shown(found["name"]), found["file"], entry)
        for entry, found in counting.items()
        if found["file"]
    ]
    return [*folders, *gathered(assignment, uploads)], [entry for entry in entries if entry not in met]


# The first such mark is Moodle's own: what follows it is the student's to choose, and may look like another.
_ENTRY = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?",
    re.DOTALL | re.ASCII,
)
