"""What is known of a submission before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Where one student's submission lies: a folder, an archive, or loose files.

    `files` are what the student called the loose files, where a platform renamed them. Where nothing
    says when it was handed in, the files' own times will.
    """

    student: str
    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    received_at: datetime | None = None
    name: str = ""
    email: str = ""
