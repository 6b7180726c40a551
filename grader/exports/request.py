"""What an export is made from, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Course, Grade


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """`grades` are by student and read once; `out` is a file or a folder, as the format has it."""

    course: Course
    assignment: Assignment
    grades: Iterable[Grade]
    out: Path
    into: Path | None = None  # the downloaded file, where the format fills one in


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, in a line each: what is good to know, and what somebody must look at."""

    written: Path
    notes: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
