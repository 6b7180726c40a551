"""When a submission was handed in: what a platform says, else what the disk says of its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from grader.errors import UnreadableSubmission
from grader.intake.contents import is_notebook
from grader.intake.disk import is_folder, modified, moment
from grader.intake.folders import open_folder
from grader.intake.select import is_expected
from grader.intake.source import Source


def handed_in(expected: Sequence[str], source: Source) -> datetime | None:
    """None where nobody knows. A folder's own date never counts: copying a class changes it."""
    return source.received_at or moment(modified(_dated(expected, source)))


def _dated(expected: Sequence[str], source: Source) -> Sequence[Path]:
    """The files on disk whose dates tell when: in a folder the expected ones, else all that there are."""
    first = source.paths[0]
    if source.files or not is_folder(first):
        return source.paths
    try:
        inside = open_folder(first).paths
    except UnreadableSubmission:
        return ()
    counted = [path for path in inside if is_notebook(path) or is_expected(path.rpartition("/")[2], expected)]
    return [first / path for path in counted or inside]
